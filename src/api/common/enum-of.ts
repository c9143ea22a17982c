import { builder } from '#api/builder.ts';

/** A GraphQL enum of a domain's words: `values` must describe every one of them. */
export const enumOf = <Value extends string>(name: string, description: string, values: Readonly<Record<Value, string>>) =>
  builder.enumType(name, { description, values: described(values) });

const described = <Value extends string>(values: Readonly<Record<Value, string>>): Record<Value, { description: string }> => {
  const entries = Object.entries<string>(values).map(([value, description]) => [value, { description }]);
  return Object.fromEntries(entries) as Record<Value, { description: string }>;
};

import { badUserInput } from '#api/api-error.ts';
import { unstorableText } from '#ingest/judging/unstorable-text.ts';

/** Values one condition of a filter may list. */
const FILTER_VALUES_MAX = 100;

/** The values of one condition, undefined when it is absent; throws BAD_USER_INPUT for too many, and for a text that no event can hold. */
export const filterValues = <Value>(name: string, values: readonly Value[] | null | undefined): readonly Value[] | undefined => {
  if (values == null) return undefined;
  if (values.length > FILTER_VALUES_MAX) throw badUserInput(`\`${name}\` lists more than ${FILTER_VALUES_MAX} values.`);
  for (const value of values) checkText(name, value);
  return values;
};

const checkText = (name: string, value: unknown): void => {
  const problem = typeof value === 'string' ? unstorableText(value) : null;
  if (problem !== null) throw badUserInput(`A value of \`${name}\` ${problem}.`);
};

import type { Bound, Condition, Value } from './condition.ts';

/** What a field of something is: one value, several, or none. */
export type FieldValue = Value | Bound | null | readonly Value[];
/** How each field is read. */
export type Fields<Item, Field extends string> = Readonly<Record<Field, (item: Item) => FieldValue>>;

/** A test whether something meets the condition: the same answer as the statement compiled from it gives. */
export const conditionMatcher = <Item, Field extends string>(
  condition: Condition<Field>,
  fields: Fields<Item, Field>,
): ((item: Item) => boolean) => {
  switch (condition.kind) {
    case 'all': {
      const matchers = condition.of.map((part) => conditionMatcher(part, fields));
      return (item) => matchers.every((matches) => matches(item));
    }
    case 'any': {
      const matchers = condition.of.map((part) => conditionMatcher(part, fields));
      return (item) => matchers.some((matches) => matches(item));
    }
    case 'not': {
      const matches = conditionMatcher(condition.of, fields);
      return (item) => !matches(item);
    }
    case 'oneOf': {
      const isWanted = wantedIn(new Set<unknown>(condition.values));
      return (item) => isWanted(fields[condition.field](item));
    }
    case 'range':
      return (item) => isWithin(condition, fields[condition.field](item));
    default:
      return condition satisfies never;
  }
};

const wantedIn =
  (wanted: ReadonlySet<unknown>) =>
  (value: FieldValue): boolean =>
    Array.isArray(value) ? value.some((one) => wanted.has(one)) : wanted.has(value);

const isWithin = ({ from, to }: { readonly from: Bound | null; readonly to: Bound | null }, value: FieldValue): boolean => {
  const at = numberOf(value);
  return at !== null && (from === null || at >= Number(from)) && (to === null || at < Number(to));
};

const numberOf = (value: FieldValue): number | null => (value instanceof Date || typeof value === 'number' ? Number(value) : null);

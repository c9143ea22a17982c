import { type Condition, EVERYTHING, oneOf, range, type Value } from '#domain/conditions/condition.ts';
import { readRange } from './time-range.ts';

/** The field is one of the values; no condition when they are absent. */
export const among = <Field extends string>(field: Field, values: readonly Value[] | null | undefined): Condition<Field> =>
  values == null ? EVERYTHING : oneOf(field, values);

/** The field lies in the range; no condition when it is absent. Throws BAD_USER_INPUT for what is no range. */
export const during = <Field extends string>(
  field: Field,
  input: { readonly from: string; readonly to: string } | null | undefined,
): Condition<Field> => {
  if (input == null) return EVERYTHING;
  const { from, to } = readRange(input);
  return range(field, from, to);
};

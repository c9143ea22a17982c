/** What a field may be compared with. */
export type Value = string | boolean;
/** What a field may lie between. */
export type Bound = Date | number;

/**
 * What is asked of something with these fields. A field that has no value meets nothing by itself, and so is met by the
 * opposite of everything: "not (content is x)" holds without content. Made by the functions below, which fold what is
 * certain: a condition that nothing can meet is `NOTHING` itself.
 */
export type Condition<Field extends string> =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition<Field>[] }
  | { readonly kind: 'not'; readonly of: Condition<Field> }
  | { readonly kind: 'oneOf'; readonly field: Field; readonly values: readonly Value[] }
  | { readonly kind: 'range'; readonly field: Field; readonly from: Bound | null; readonly to: Bound | null };

/** Everything meets it. */
export const EVERYTHING: Condition<never> = { kind: 'all', of: [] };
/** Nothing can meet it, and nobody need be asked. */
export const NOTHING: Condition<never> = { kind: 'any', of: [] };

/** Every one of them is met. */
export const all = <Field extends string>(conditions: readonly Condition<Field>[]): Condition<Field> => fold('all', conditions, NOTHING);

/** At least one of them is met. */
export const any = <Field extends string>(conditions: readonly Condition<Field>[]): Condition<Field> => fold('any', conditions, EVERYTHING);

/** It is not met. */
export const not = <Field extends string>(condition: Condition<Field>): Condition<Field> => {
  if (condition === EVERYTHING) return NOTHING;
  if (condition === NOTHING) return EVERYTHING;
  return condition.kind === 'not' ? condition.of : { kind: 'not', of: condition };
};

/** The field, or one of its values where it has several, is among these. */
export const oneOf = <Field extends string>(field: Field, values: readonly Value[]): Condition<Field> =>
  values.length === 0 ? NOTHING : { kind: 'oneOf', field, values: [...new Set(values)] };

/** The field is at least `from` and less than `to`; null is no bound. */
export const range = <Field extends string>(field: Field, from: Bound | null, to: Bound | null): Condition<Field> =>
  from === null && to === null ? EVERYTHING : { kind: 'range', field, from, to };

/** Nested conditions of the same kind become one list; one that decides the whole is the whole. */
const fold = <Field extends string>(
  kind: 'all' | 'any',
  conditions: readonly Condition<Field>[],
  decisive: Condition<never>,
): Condition<Field> => {
  if (conditions.includes(decisive)) return decisive;
  const of = conditions.flatMap((condition) => (condition.kind === kind ? condition.of : [condition]));
  const [only] = of;
  if (only === undefined) return kind === 'all' ? EVERYTHING : NOTHING;
  return of.length === 1 ? only : { kind, of };
};

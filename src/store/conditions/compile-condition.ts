import type { Bound, Condition, Value } from '#domain/conditions/condition.ts';
import { textArray } from '#store/array-literal.ts';
import type { Parameters, ScalarType } from './parameters.ts';

/** How a field is asked for in SQL: an expression of this type, or a list of texts with a test of its own whether it has one of an array. */
export type Column =
  | { readonly kind: 'one'; readonly expression: string; readonly type: ScalarType }
  | { readonly kind: 'several'; readonly hasOneOf: (array: string) => string };

/** The whole of what may be asked of a table: a field that is not here cannot reach a statement. */
export type Columns<Field extends string> = Readonly<Record<Field, Column>>;

/** Where the text of a condition comes from and where its values go. */
export type Target<Field extends string> = { readonly columns: Columns<Field>; readonly parameters: Parameters };

/**
 * The condition as a boolean expression: columns are ours, values are always parameters, lists are arrays, so that
 * equal shapes are equal texts. One value is compared with `=`, which lets an index give its rows in order.
 * Of three-valued logic nothing is left: what is unknown is not met, and `not` of it is.
 */
export const compileCondition = <Field extends string>(condition: Condition<Field>, target: Target<Field>): string => {
  switch (condition.kind) {
    case 'all':
      return joined(condition.of, ' and ', target) ?? 'true';
    case 'any':
      return joined(condition.of, ' or ', target) ?? 'false';
    case 'not':
      return `(${compileCondition(condition.of, target)}) is not true`;
    case 'oneOf':
      return isOneOf(target.columns[condition.field], condition.values, target.parameters);
    case 'range':
      return isWithin(target.columns[condition.field], condition, target.parameters);
    default:
      return condition satisfies never;
  }
};

const joined = <Field extends string>(conditions: readonly Condition<Field>[], word: string, target: Target<Field>): string | null =>
  conditions.length === 0 ? null : `(${conditions.map((condition) => compileCondition(condition, target)).join(word)})`;

const isOneOf = (column: Column, values: readonly Value[], parameters: Parameters): string => {
  const array = () => textArray(values.map(String));
  if (column.kind === 'several') return column.hasOneOf(parameters.add(array(), 'text[]'));
  const { expression, type } = column;
  const [only] = values;
  if (values.length === 1) return `${expression} = ${parameters.add(only, type)}`;
  return `${expression} = any(${parameters.add(array(), `${type}[]`)})`;
};

type Range = { readonly from: Bound | null; readonly to: Bound | null };

const isWithin = (column: Column, { from, to }: Range, parameters: Parameters): string => {
  if (column.kind === 'several') throw new TypeError('a list of texts lies in no range');
  const { expression, type } = column;
  const parts = [
    ...(from === null ? [] : [`${expression} >= ${parameters.add(written(from), type)}`]),
    ...(to === null ? [] : [`${expression} < ${parameters.add(written(to), type)}`]),
  ];
  return `(${parts.join(' and ')})`;
};

const written = (bound: Bound): string | number => (typeof bound === 'number' ? bound : bound.toISOString());

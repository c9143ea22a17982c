import fc from 'fast-check';
import { all, any, type Condition, not, oneOf, range } from '#domain/conditions/condition.ts';

/** Values that a field may be compared with: for `oneOf` a list of possible values, for `range` the least and the greatest time or number. */
export type Askable =
  | { readonly values: readonly (string | boolean)[] }
  | { readonly times: readonly Date[] }
  | { readonly numbers: readonly number[] };

/** Any condition over these fields, empty lists and negations included. */
export const randomConditions = <Field extends string>(askable: Readonly<Record<Field, Askable>>): fc.Arbitrary<Condition<Field>> => {
  const fields = Object.entries<Askable>(askable) as [Field, Askable][];
  const { condition } = fc.letrec<{ condition: Condition<Field>; leaf: Condition<Field> }>((tie) => ({
    leaf: fc.oneof(...fields.map(([field, asked]) => leafOf(field, asked))),
    condition: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      tie('leaf'),
      fc.array(tie('condition'), { maxLength: 3 }).map((parts) => all(parts)),
      fc.array(tie('condition'), { maxLength: 3 }).map((parts) => any(parts)),
      tie('condition').map((part) => not(part)),
    ),
  }));
  return condition;
};

const leafOf = <Field extends string>(field: Field, asked: Askable): fc.Arbitrary<Condition<Field>> => {
  if ('values' in asked) return fc.subarray([...asked.values]).map((values) => oneOf(field, values));
  const bounds = 'times' in asked ? asked.times : asked.numbers;
  const bound = fc.option(fc.constantFrom(...bounds));
  return fc.tuple(bound, bound).map(([from, to]) => range(field, from, to));
};

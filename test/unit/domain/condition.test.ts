import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionMatcher } from '#domain/conditions/condition-matcher.ts';
import { all, any, type Condition, EVERYTHING, NOTHING, not, oneOf, range } from '#domain/conditions/condition.ts';
import { randomConditions } from '../../support/random-conditions.ts';

type Item = { readonly name: string | null; readonly size: number | null; readonly tags: readonly string[] };
type Field = keyof Item;

const items: fc.Arbitrary<Item> = fc.record({
  name: fc.constantFrom('a', 'b', null),
  size: fc.constantFrom(1, 2, 3, null),
  tags: fc.subarray(['x', 'y', 'z']),
});
const conditions = randomConditions<Field>({
  name: { values: ['a', 'b', 'c'] },
  size: { numbers: [1, 2, 3, 4] },
  tags: { values: ['x', 'y', 'w'] },
});
const meets = (condition: Condition<Field>, item: Item): boolean =>
  conditionMatcher<Item, Field>(condition, { name: ({ name }) => name, size: ({ size }) => size, tags: ({ tags }) => tags })(item);

describe('conditions', () => {
  it('mean what their words say', () => {
    fc.assert(
      fc.property(fc.array(conditions, { maxLength: 4 }), items, (parts, item) => {
        const met = parts.map((part) => meets(part, item));
        expect(meets(all(parts), item)).toBe(met.every(Boolean));
        expect(meets(any(parts), item)).toBe(met.some(Boolean));
        expect(parts.map((part) => meets(not(part), item))).toEqual(met.map((one) => !one));
      }),
    );
  });

  it.each<[string, Condition<Field>, Condition<Field>]>([
    ['an empty list', oneOf('name', []), NOTHING],
    ['a range without bounds', range('size', null, null), EVERYTHING],
    ['all of nothing', all([]), EVERYTHING],
    ['any of nothing', any([]), NOTHING],
    ['all with one that cannot be met', all([oneOf('name', ['a']), NOTHING]), NOTHING],
    ['any with one that is always met', any([oneOf('name', ['a']), EVERYTHING]), EVERYTHING],
    ['not everything', not(EVERYTHING), NOTHING],
    ['not nothing', not(NOTHING), EVERYTHING],
    ['any of what cannot be met', any([NOTHING, all([NOTHING, oneOf('name', ['a'])])]), NOTHING],
  ])('are decided at once by %s', (_case, condition, expected) => {
    expect(condition).toBe(expected);
  });

  it('do not meet what has no value, and so meet its opposite', () => {
    const nobody: Item = { name: null, size: null, tags: [] };
    const asked = [oneOf('name', ['a']), range('size', 0, null), oneOf('tags', ['x'])] as const;
    expect(asked.map((condition) => [meets(condition, nobody), meets(not(condition), nobody)])).toEqual([
      [false, true],
      [false, true],
      [false, true],
    ]);
  });
});

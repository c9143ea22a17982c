import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMark,
  estimate,
  markOf,
  mergeText,
  newSketch,
  relativeErrorOf,
  type Sketch,
  writeSketch,
} from '#store/statistics/unique-sketch.ts';

const uuids = fc.array(fc.uuid({ version: 4 }), { maxLength: 300 });
const sketchOf = (registers: number, ids: readonly string[]): Sketch => {
  const sketch = newSketch(registers);
  for (const id of ids) addMark(sketch, markOf(id));
  return sketch;
};

describe('a sketch of who was counted', () => {
  it.each([256, 1024, 4096])('of %d registers is right within four standard errors, small numbers and large', (registers) => {
    const sketch = newSketch(registers);
    for (let count = 1; count <= 60_000; count++) {
      addMark(sketch, markOf(randomUUID()));
      if (![10, 100, 1_000, 10_000, 60_000].includes(count)) continue;
      expect(Math.abs(estimate(sketch) - count) / count).toBeLessThan(4 * relativeErrorOf(registers));
    }
  });

  it('counts nobody as nobody and one as one, however often', () => {
    const id = randomUUID();
    expect([estimate(newSketch(256)), estimate(sketchOf(256, [id, id, id.replaceAll('-', '')]))]).toEqual([0, 1]);
  });

  it('is the same whatever was merged with what, in any order, written in between', () => {
    fc.assert(
      fc.property(fc.constantFrom(256, 1024, 4096), uuids, uuids, (registers, some, others) => {
        const whole = sketchOf(registers, [...others, ...some]);
        const merged = sketchOf(registers, some);
        mergeText(merged, writeSketch(sketchOf(registers, others)));
        expect(merged).toEqual(whole);
        expect(writeSketch(merged)).toEqual(writeSketch(whole));
      }),
    );
  });

  it('is written short while few registers are set, and not at all while none is', () => {
    expect(writeSketch(newSketch(4096))).toBeNull();
    expect(writeSketch(sketchOf(4096, [randomUUID(), randomUUID()]))?.length).toBeLessThanOrEqual(6);
    expect(
      writeSketch(
        sketchOf(
          256,
          Array.from({ length: 5_000 }, () => randomUUID()),
        ),
      ),
    ).toHaveLength(256);
  });
});

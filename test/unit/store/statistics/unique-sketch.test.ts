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

/** The same 32 random bits after the same, in hex. */
const xorshift = (): (() => string) => {
  let state = 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0).toString(16).padStart(8, '0');
  };
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

  it.each([0.1, 1, 2.5, 2.75, 3, 5])('is wrong by its standard error, of %d times as many as it has registers', (times) => {
    const [registers, rounds] = [1_024, 150];
    const next = xorshift();
    let squares = 0;
    for (let round = 0; round < rounds; round++) {
      const sketch = newSketch(registers);
      for (let i = 0; i < Math.round(registers * times); i++) addMark(sketch, markOf(next() + next()));
      squares += (estimate(sketch) / Math.round(registers * times) - 1) ** 2;
    }
    expect(Math.sqrt(squares / rounds)).toBeLessThan(1.1 * relativeErrorOf(registers));
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

/** Numbers from 0 to below 1, the same for the same seed on every machine. */
export type SeededRandom = () => number;

/** The generator sfc32 of PractRand by Chris Doty-Humphrey, started from a whole number. */
export const createSeededRandom = (seed: number): SeededRandom => {
  let [a, b, c, counter] = [seed >>> 0, Math.floor(seed / WORD) >>> 0, GOLDEN_RATIO, 1];
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / WORD;
  };
  for (let round = 0; round < ROUNDS_SKIPPED; round++) next();
  return next;
};

const WORD = 2 ** 32;
const GOLDEN_RATIO = 0x9e37_79b9;
/** Until seeds that differ in one bit no longer look alike. */
const ROUNDS_SKIPPED = 15;

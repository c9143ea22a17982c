/**
 * How many different people or devices, in little room: HyperLogLog (Flajolet et al. 2007) with linear counting for small
 * numbers. Pseudonyms are random UUIDs, so their own bits are the hash: 12 choose the register, the next 36 give the rank.
 */
const RANK_BITS = 36;
const RANK_PLACES = 64;

/** A pseudonym as a sketch sees it: its register among 4096 and its rank, in one number. */
export type Mark = number;

/** The mark of a random UUID, with or without hyphens. */
export const markOf = (uuid: string): Mark => {
  const hex = uuid.slice(0, 8) + uuid.slice(uuid[8] === '-' ? 9 : 8, uuid[8] === '-' ? 13 : 12);
  const register = Number.parseInt(hex.slice(0, 3), 16);
  const rest = Number.parseInt(hex.slice(3), 16);
  const rank = rest === 0 ? RANK_BITS + 1 : RANK_BITS - Math.floor(Math.log2(rest));
  return register * RANK_PLACES + rank;
};

/** The highest rank in each register, a power of two of them. */
export type Sketch = Uint8Array;

export const newSketch = (registers: number): Sketch => new Uint8Array(registers);

/** Adds a mark to a sketch of any number of registers. */
export const addMark = (sketch: Sketch, mark: Mark): void => {
  const register = Math.floor(mark / RANK_PLACES) & (sketch.length - 1);
  const rank = mark % RANK_PLACES;
  if ((sketch[register] ?? 0) < rank) sketch[register] = rank;
};

/** Adds what was written of another sketch of as many registers. */
export const mergeText = (sketch: Sketch, written: Uint8Array | null): void => {
  if (written === null) return;
  if (written.length === sketch.length) written.forEach((rank, register) => raise(sketch, register, rank));
  else
    for (let i = 0; i + 2 < written.length; i += PAIR_BYTES) {
      raise(sketch, (written[i] ?? 0) * 256 + (written[i + 1] ?? 0), written[i + 2] ?? 0);
    }
};

const raise = (sketch: Sketch, register: number, rank: number): void => {
  if ((sketch[register] ?? 0) < rank) sketch[register] = rank;
};

/** Two bytes for the register, one for its rank. */
const PAIR_BYTES = 3;

/** A sketch as it is stored: all registers, or the few that are set; null when none is. The same sketch is always written alike. */
export const writeSketch = (sketch: Sketch): Uint8Array | null => {
  const set: number[] = [];
  sketch.forEach((rank, register) => {
    if (rank > 0) set.push(register >> 8, register & 255, rank);
  });
  if (set.length === 0) return null;
  return set.length < sketch.length ? Uint8Array.from(set) : sketch;
};

/** About how many different marks were added. */
export const estimate = (sketch: Sketch): number => {
  const registers = sketch.length;
  let sum = 0;
  let empty = 0;
  for (const rank of sketch) {
    sum += 2 ** -rank;
    if (rank === 0) empty += 1;
  }
  const alpha = 0.7213 / (1 + 1.079 / registers);
  const raw = (alpha * registers * registers) / sum;
  return Math.round(raw <= 2.5 * registers && empty > 0 ? registers * Math.log(registers / empty) : raw);
};

/** The standard error of an estimate as a share of it. */
export const relativeErrorOf = (registers: number): number => 1.04 / Math.sqrt(registers);

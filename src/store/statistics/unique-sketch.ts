/**
 * How many different people or devices, in little room: HyperLogLog (Flajolet et al. 2007).
 * Pseudonyms are random UUIDs, so their own bits are the hash: 12 choose the register, the next 36 give the rank.
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
  if (written.length === sketch.length)
    for (let register = 0; register < sketch.length; register++) raise(sketch, register, written[register] ?? 0);
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

/** About how many different marks were added: without bias at any size (Ertl 2017, "New cardinality estimation algorithms for HyperLogLog sketches", algorithm 6). */
export const estimate = (sketch: Sketch): number => {
  const registers = sketch.length;
  const counts = new Uint32Array(RANK_BITS + 2);
  for (const rank of sketch) counts[rank] = (counts[rank] ?? 0) + 1;
  const shareOf = (rank: number): number => (counts[rank] ?? 0) / registers;
  let sum = fullness(1 - shareOf(RANK_BITS + 1));
  for (let rank = RANK_BITS; rank > 0; rank--) sum = (sum + shareOf(rank)) / 2;
  return Math.round(registers / (2 * Math.LN2 * (sum + emptiness(shareOf(0)))));
};

/** x + the sum of x^(2^k) 2^(k-1): what empty registers, a share of x, stand for. */
const emptiness = (share: number): number => {
  if (share === 1) return Infinity;
  let [power, weight, sum] = [share, 1, share];
  for (let before = NaN; before !== sum; weight *= 2) {
    power *= power;
    before = sum;
    sum += power * weight;
  }
  return sum;
};

/** (1 - x - the sum of (1 - x^(2^-k))² 2^-k) / 3: what registers of the highest rank, a share of 1 - x, stand for. */
const fullness = (share: number): number => {
  if (share === 0 || share === 1) return 0;
  let [root, weight, sum] = [share, 1, 1 - share];
  for (let before = NaN; before !== sum;) {
    root = Math.sqrt(root);
    before = sum;
    weight /= 2;
    sum -= (1 - root) ** 2 * weight;
  }
  return sum / 3;
};

/** The standard error of an estimate as a share of it. */
export const relativeErrorOf = (registers: number): number => 1.04 / Math.sqrt(registers);

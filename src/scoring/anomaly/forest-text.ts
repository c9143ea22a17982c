import { z } from 'zod';
import type { IsolationForest } from './isolation-forest.ts';

/** Writes a forest as JSON text, its arrays as base64 of little-endian bytes; `parseForest` reads it back identical. */
export const formatForest = ({ width, sampleSize, ...arrays }: IsolationForest): string => {
  const packed = Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, packArray(array)]));
  return JSON.stringify({ format: FORMAT, width, sampleSize, ...packed });
};

/** Reads what `formatForest` wrote; throws for anything else, so that a damaged text never becomes a forest that loops or reads astray. */
export const parseForest = (text: string): IsolationForest => {
  const { width, sampleSize, roots, rights, features, cuts, paths } = forestText.parse(JSON.parse(text));
  const forest: IsolationForest = {
    width,
    sampleSize,
    roots: new Uint32Array(unpack(roots)),
    rights: new Uint32Array(unpack(rights)),
    features: new Uint16Array(unpack(features)),
    cuts: new Float64Array(unpack(cuts)),
    paths: new Float32Array(unpack(paths)),
  };
  const problem = problemOf(forest);
  if (problem !== null) throw new RangeError(`not an isolation forest: ${problem}`);
  return forest;
};

/** Raised when the meaning of a field changes. */
const FORMAT = 1;
const array = z.base64();
const forestText = z.object({
  format: z.literal(FORMAT),
  width: z.int().min(1),
  sampleSize: z.int().min(2),
  roots: array,
  rights: array,
  features: array,
  cuts: array,
  paths: array,
});

/** Every platform Node runs on but s390x stores numbers little-endian, which is what is written here. */
const packArray = ({ buffer, byteOffset, byteLength }: IsolationForest[Arrays]): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');

type Arrays = Exclude<keyof IsolationForest, 'width' | 'sampleSize'>;

/** Bytes of their own, since Buffer shares its memory at any offset. */
const unpack = (text: string): ArrayBuffer => new Uint8Array(Buffer.from(text, 'base64')).buffer;

const problemOf = ({ width, roots, rights, features, cuts, paths }: IsolationForest): string | null => {
  const nodes = rights.length;
  if (roots.length === 0 || nodes === 0) return 'it has no trees';
  if ([features, cuts, paths].some(({ length }) => length !== nodes)) return 'its arrays differ in length';
  if (roots.some((root) => root >= nodes)) return 'a root lies outside';
  if (rights.some((right, node) => right !== 0 && (right <= node + 1 || right >= nodes))) return 'a child lies outside';
  return features.some((feature) => feature >= width) ? 'a feature lies outside' : null;
};

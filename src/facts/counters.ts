import { MINUTES_REMEMBERED } from './reach.ts';

/** Counts of the newest minute, of the one before it, and so on, as wide as the largest needs. Never changed: every count makes new ones. */
export type Counters = Uint8Array | Uint16Array | Uint32Array;

/** Nothing counted. */
export const NO_COUNTS: Counters = new Uint8Array();

/** The counters as seen `minutes` later, without those that fall out of the memory. */
export const later = (counters: Counters, minutes: number): Counters => {
  if (minutes <= 0 || counters.length === 0) return counters;
  const kept = Math.min(counters.length, MINUTES_REMEMBERED - minutes);
  if (kept <= 0) return NO_COUNTS;
  const next = zeros(minutes + kept, counters.BYTES_PER_ELEMENT);
  next.set(counters.subarray(0, kept), minutes);
  return next;
};

/** The counters with `amount` more in the minute `age` before the newest. */
export const plus = (counters: Counters, age: number, amount: number): Counters => {
  if (amount === 0) return counters;
  const sum = (counters[age] ?? 0) + amount;
  const next = zeros(Math.max(counters.length, age + 1), Math.max(widthOf(sum), counters.BYTES_PER_ELEMENT));
  next.set(counters);
  next[age] = sum;
  return next;
};

/** The sum of the minutes `from` up to, and without, `to`, told as ages behind the newest. */
export const sumOfAges = (counters: Counters, from: number, to: number): number => {
  const end = Math.min(to, counters.length);
  let sum = 0;
  for (let age = from; age < end; age++) sum += counters[age] as number;
  return sum;
};

/** Counters of `width` bytes that stand in `bytes`, little-endian as every platform Node runs on but s390x; they share them where that is possible. */
export const countersIn = (bytes: Uint8Array, width: number): Counters => {
  if (width === 1) return bytes;
  const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return width === 2 ? new Uint16Array(copy) : new Uint32Array(copy);
};

const widthOf = (count: number): number => {
  if (count < 256) return 1;
  return count < 65_536 ? 2 : 4;
};

const zeros = (length: number, width: number): Counters => {
  if (width === 1) return new Uint8Array(length);
  return width === 2 ? new Uint16Array(length) : new Uint32Array(length);
};

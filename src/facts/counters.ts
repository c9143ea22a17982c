import { MINUTES_REMEMBERED } from './memory-span.ts';

/** Counts of the newest minute, of the one before it, and so on, as wide as the largest needs. Never changed: every count makes new ones. */
export type Counters = Uint8Array | Uint16Array | Uint32Array;

/** Nothing counted. */
export const NO_COUNTS: Counters = new Uint8Array();

/**
 * The counters after `amount` more in the minute `offset` after the newest; a positive offset makes it the newest, and
 * what then falls out of the memory is gone. An offset before the memory is the caller's to avoid.
 */
export const counted = (counters: Counters, offset: number, amount: number): Counters => {
  const shift = Math.max(offset, 0);
  const place = Math.max(-offset, 0);
  if (amount === 0 && (shift === 0 || counters.length === 0)) return counters;
  const kept = Math.max(0, Math.min(counters.length, MINUTES_REMEMBERED - shift));
  const sum = amount + (shift === 0 ? (counters[place] ?? 0) : 0);
  const length = Math.max(kept === 0 ? 0 : shift + kept, amount === 0 ? 0 : place + 1);
  const next = zeros(length, Math.max(widthOf(sum), counters.BYTES_PER_ELEMENT));
  if (kept > 0) next.set(kept === counters.length ? counters : counters.subarray(0, kept), shift);
  if (amount > 0) next[place] = sum;
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

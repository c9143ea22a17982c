import { type Counters, countersIn, NO_COUNTS } from './counters.ts';
import type { Sighting } from './sighting.ts';
import { type SubjectState, UNKNOWN_SUBJECT } from './subject-state.ts';

/**
 * A subject as it stands in Redis, little-endian: the stamp of its last writer, u32 newest minute, u8 width and u8 length
 * of each of four counters, the counters, and its sightings as f64 time, u16 length and text. One nobody has seen has no bytes.
 */
export type PackedState = Buffer;

/** Tells one writing of a subject from any other: how often it was written, and the turn of the page it was written to, u32 each. */
export type Stamp = { readonly version: number; readonly turn: number };

/** Where the stamp ends. */
export const STAMP_BYTES = 8;

/** The stamp of a packed subject. */
export const stampOf = (packed: PackedState): Stamp => ({ version: packed.readUInt32LE(0), turn: packed.readUInt32LE(4) });

/** At most the bytes of a packed subject: a UTF-16 unit is at most three bytes of UTF-8. */
export const packedSizeMax = ({ events, errors, authFailures, seeks, sightings }: SubjectState): number => {
  let size = COUNTERS_AT + events.byteLength + errors.byteLength + authFailures.byteLength + seeks.byteLength;
  for (const { scene } of sightings) size += SIGHTING_HEAD_BYTES + 3 * scene.length;
  return size;
};

/** Packs a subject into `target` from `start` on; answers where it ends. */
export const packState = (target: Buffer, start: number, { state, version, turn }: Stamp & { readonly state: SubjectState }): number => {
  const { newestMinute, events, errors, authFailures, seeks, sightings } = state;
  target.writeUInt32LE(version, start);
  target.writeUInt32LE(turn, start + 4);
  target.writeUInt32LE(newestMinute, start + STAMP_BYTES);
  let end = start + COUNTERS_AT;
  let width = start + WIDTHS_AT;
  for (const counters of [events, errors, authFailures, seeks]) {
    target[width++] = counters.BYTES_PER_ELEMENT;
    target[width++] = counters.length;
    end = copyCounters(target, end, counters);
  }
  for (const sighting of sightings) end = writeSighting(target, end, sighting);
  return end;
};

/** Reads what `packState` wrote. */
export const unpackState = (packed: PackedState): SubjectState => {
  if (packed.length === 0) return UNKNOWN_SUBJECT;
  let offset = COUNTERS_AT;
  const next = (index: number): Counters => {
    const length = packed[WIDTHS_AT + 2 * index + 1] as number;
    if (length === 0) return NO_COUNTS;
    const width = packed[WIDTHS_AT + 2 * index] as number;
    const start = offset;
    offset += width * length;
    return countersIn(packed.subarray(start, offset), width);
  };
  const [events, errors, authFailures, seeks] = [next(0), next(1), next(2), next(3)];
  return { newestMinute: packed.readUInt32LE(STAMP_BYTES), events, errors, authFailures, seeks, sightings: readSightings(packed, offset) };
};

const COUNTERS = 4;
const WIDTHS_AT = STAMP_BYTES + 4;
const COUNTERS_AT = WIDTHS_AT + 2 * COUNTERS;
const SIGHTING_HEAD_BYTES = 8 + 2;
const NO_SIGHTINGS: readonly Sighting[] = [];

const copyCounters = (target: Buffer, start: number, counters: Counters): number => {
  if (counters.length > 0) target.set(new Uint8Array(counters.buffer, counters.byteOffset, counters.byteLength), start);
  return start + counters.byteLength;
};

const writeSighting = (target: Buffer, start: number, { scene, at }: Sighting): number => {
  const size = target.write(scene, start + SIGHTING_HEAD_BYTES);
  target.writeDoubleLE(at, start);
  target.writeUInt16LE(size, start + 8);
  return start + SIGHTING_HEAD_BYTES + size;
};

const readSightings = (packed: Buffer, start: number): readonly Sighting[] => {
  if (start === packed.length) return NO_SIGHTINGS;
  const sightings: Sighting[] = [];
  for (let offset = start; offset < packed.length;) {
    const text = offset + SIGHTING_HEAD_BYTES;
    const end = text + packed.readUInt16LE(offset + 8);
    sightings.push({ at: packed.readDoubleLE(offset), scene: packed.toString('utf8', text, end) });
    offset = end;
  }
  return sightings;
};

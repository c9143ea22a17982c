import type { Sighting } from './sighting.ts';
import { type SubjectState, UNKNOWN_SUBJECT } from './subject-state.ts';

/** Reads a subject's value as `observe-activity.lua` wrote it; null when there is none. */
export const unpackState = (value: Buffer | null): SubjectState => {
  if (value === null) return UNKNOWN_SUBJECT;
  const eventsAt = HEADER_BYTES + value.readUInt32LE(6);
  const failuresAt = eventsAt + value.readUInt32LE(10);
  return {
    newestMinute: value.readUInt32LE(0),
    events: readCounters(value.subarray(eventsAt, failuresAt), value[4] ?? 1),
    failures: readCounters(value.subarray(failuresAt), value[5] ?? 1),
    sightings: readSightings(value, eventsAt),
  };
};

const HEADER_BYTES = 14;
const SEEN_AT_BYTES = 8;

/** Counters of one byte, nearly all there are, are not copied. */
const readCounters = (packed: Buffer, width: number): ArrayLike<number> => {
  if (width === 1) return packed;
  return Array.from({ length: packed.length / width }, (_, index) => packed.readUIntLE(index * width, width));
};

const readSightings = (value: Buffer, end: number): readonly Sighting[] => {
  const sightings: Sighting[] = [];
  let offset = HEADER_BYTES;
  while (offset < end) {
    const nameAt = offset + SEEN_AT_BYTES + 1;
    const after = nameAt + (value[nameAt - 1] ?? 0);
    sightings.push({ name: value.toString('utf8', nameAt, after), at: value.readDoubleLE(offset) });
    offset = after;
  }
  return sightings;
};

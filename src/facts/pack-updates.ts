import type { PlannedSubject } from './observation-plan.ts';
import { minuteOf, type SubjectUpdate } from './subject-update.ts';

/**
 * The updates of one shard as `observe-activity.lua` reads them, the `viewers` first subjects being viewers; `entryIds`
 * number the entries from 1, in their order.
 */
export const packUpdates = (entryIds: readonly string[], subjects: readonly PlannedSubject[], viewers: number): Buffer => {
  const numbers = new Map(entryIds.map((entryId, index) => [entryId, index + 1]));
  const packed = Buffer.allocUnsafe(sizeOf(subjects));
  let offset = packed.writeUInt32LE(subjects.length, 0);
  offset = packed.writeUInt32LE(viewers, offset);
  for (const subject of subjects) offset = writeField(packed, offset, subject);
  for (const { updates } of subjects) {
    offset = packed.writeUInt32LE(updates.length, offset);
    for (const update of updates) offset = writeUpdate(packed, offset, { update, entry: numbers.get(update.entryId) ?? 0 });
  }
  return packed.subarray(0, offset);
};

const COUNTER_BYTES = 4;
/** Entry, minute, events, failures, time and number of names. */
const UPDATE_BYTES = 4 * COUNTER_BYTES + 8 + 1;
/** Length, kind and number of updates. */
const FIELD_BYTES = 2 + 2 + COUNTER_BYTES;

/** At least the bytes needed: a UTF-16 unit is at most three bytes of UTF-8. */
const sizeOf = (subjects: readonly PlannedSubject[]): number =>
  subjects.reduce((size, { id, updates }) => updates.reduce(addSize, size + FIELD_BYTES + 3 * id.length), 2 * COUNTER_BYTES);

const addSize = (size: number, { names }: SubjectUpdate): number => names.reduce(addNameSize, size + UPDATE_BYTES);

const addNameSize = (size: number, name: string): number => size + 1 + 3 * name.length;

/** `v:`, `p:`, `d:` or `c:` and the id. */
const writeField = (packed: Buffer, offset: number, { kind, id }: PlannedSubject): number => {
  const size = packed.write(`${kind.charAt(0)}:${id}`, offset + 2);
  return packed.writeUInt16LE(size, offset) + size;
};

type Numbered = { readonly update: SubjectUpdate; readonly entry: number };

const writeUpdate = (packed: Buffer, start: number, { update, entry }: Numbered): number => {
  let offset = packed.writeUInt32LE(entry, start);
  offset = packed.writeUInt32LE(minuteOf(update.at), offset);
  offset = packed.writeUInt32LE(update.events, offset);
  offset = packed.writeUInt32LE(update.failures, offset);
  offset = packed.writeDoubleLE(update.at, offset);
  offset = packed.writeUInt8(update.names.length, offset);
  for (const name of update.names) offset = writeName(packed, offset, name);
  return offset;
};

const writeName = (packed: Buffer, offset: number, name: string): number => {
  const size = packed.write(name, offset + 1);
  return packed.writeUInt8(size, offset) + size;
};

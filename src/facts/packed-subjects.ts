import { type PackedState, packedSizeMax, packState, type Stamp } from './packed-state.ts';
import type { SubjectState } from './subject-state.ts';

/**
 * Subjects in one buffer, since thousands of arguments or answers cost a client many times what their bytes do: for each
 * u16 length and text of its field, u32 length and bytes of its state, little-endian.
 */
export type PackedSubjects = Buffer;

/** A subject to be packed: as it was read, or a state and the stamp it gets. */
export type Packable = { readonly field: string } & (
  | { readonly packed: PackedState }
  | ({ readonly packed: null; readonly state: SubjectState } & Stamp)
);

/** Packs subjects. */
export const packSubjects = (subjects: readonly Packable[]): PackedSubjects => {
  const target = Buffer.allocUnsafe(subjects.reduce((sum, subject) => sum + sizeMax(subject), 0));
  let end = 0;
  for (const subject of subjects) end = packSubject(target, end, subject);
  return target.subarray(0, end);
};

/** Reads what `packSubjects` wrote, by field. */
export const unpackSubjects = (packed: PackedSubjects): ReadonlyMap<string, PackedState> => {
  const subjects = new Map<string, PackedState>();
  for (let offset = 0; offset < packed.length;) {
    const fieldEnd = offset + FIELD_AT + packed.readUInt16LE(offset);
    const stateAt = fieldEnd + STATE_LENGTH_BYTES;
    const end = stateAt + packed.readUInt32LE(fieldEnd);
    subjects.set(packed.toString('utf8', offset + FIELD_AT, fieldEnd), packed.subarray(stateAt, end));
    offset = end;
  }
  return subjects;
};

const FIELD_AT = 2;
const STATE_LENGTH_BYTES = 4;

const sizeMax = (subject: Packable): number =>
  FIELD_AT +
  3 * subject.field.length +
  STATE_LENGTH_BYTES +
  (subject.packed === null ? packedSizeMax(subject.state) : subject.packed.length);

const packSubject = (target: Buffer, start: number, subject: Packable): number => {
  const fieldBytes = target.write(subject.field, start + FIELD_AT);
  target.writeUInt16LE(fieldBytes, start);
  const lengthAt = start + FIELD_AT + fieldBytes;
  const stateAt = lengthAt + STATE_LENGTH_BYTES;
  const end = subject.packed === null ? packState(target, stateAt, subject) : stateAt + subject.packed.copy(target, stateAt);
  target.writeUInt32LE(end - stateAt, lengthAt);
  return end;
};

/** What one subject did in one minute, as one entry tells it: a single activity, or several that differ in nothing but their second. */
export type SubjectUpdate = {
  readonly entryId: string;
  /** Epoch milliseconds of the newest of them; half a millisecond more when it ended a session. */
  readonly at: number;
  readonly events: number;
  /** Errors of a device or title; authentication failures of a viewer. */
  readonly failures: number;
  /** What a viewer was seen with, each begun by the letter of its kind (name-kind.ts); none for devices and titles. */
  readonly names: readonly string[];
};

/** True for an update that changes nothing, as most events are neither error nor seek. */
export const isEmpty = ({ events, failures, names }: SubjectUpdate): boolean => events === 0 && failures === 0 && names.length === 0;

/**
 * Added to the time of what ends a session: of two sightings the later counts, so that an end is outlived by what comes
 * after it, in whatever order they are told. Times of events are whole milliseconds.
 */
export const END_MS = 0.5;

/** The size of a bucket. */
export const MINUTE_MS = 60_000;

/** The minute of an instant, counted from the epoch. */
export const minuteOf = (at: number): number => Math.floor(at / MINUTE_MS);

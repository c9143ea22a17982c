const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How far from now an event may have happened. */
export type EventTimeLimits = {
  /** Older is TOO_OLD. At most 30 days: the store's partitions reach 31 days back. */
  readonly eventAgeMsMax: number;
  /** Further ahead, after skew correction, is IN_THE_FUTURE. */
  readonly eventFutureMsMax: number;
};
export const DEFAULT_EVENT_TIME_LIMITS: EventTimeLimits = { eventAgeMsMax: 30 * 24 * HOUR_MS, eventFutureMsMax: 5 * MINUTE_MS };

/** Events in one batch. */
export const BATCH_EVENTS_MAX = 1000;
/** Characters of an id or a short text. */
export const TEXT_CHARACTERS_MAX = 255;
/** Characters of a US Privacy string, with room for what is none. */
export const US_PRIVACY_CHARACTERS_MAX = 16;
/** UTF-8 bytes of `extraMetadata` as JSON. */
export const METADATA_BYTES_MAX = 8192;
/** Levels of nested objects and lists in `extraMetadata`, itself included. */
export const METADATA_LEVELS_MAX = 5;
/** A device clock this close to the server's is right. */
export const SKEW_MS_IGNORED = 2000;
/** A device clock further off than this tells nothing. */
export const SKEW_MS_MAX = 48 * HOUR_MS;
/** An event older than this is accepted with a LATE_ARRIVAL warning. */
export const LATE_MS_WARNED = 2 * HOUR_MS;
/** The range of `retryAfterMs`. */
export const RETRY_AFTER_MS_MIN = 1000;
export const RETRY_AFTER_MS_MAX = 30_000;
/** Single events appended together: as many as in one batch, and bytes of JSON as in one request. */
export const SINGLES_PER_APPEND_MAX = 1000;
export const SINGLES_BYTES_PER_APPEND_MAX = 1_048_576;
/** Single events waiting for an append; beyond it the answer is OVERLOADED. */
export const SINGLES_WAITING_MAX = 10_000;

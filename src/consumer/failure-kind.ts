import { EventFault } from '#domain/event-fault.ts';

/**
 * `data`: the batch cannot be stored as it is, so find the event that spoils it. `slow`: the server gave a statement up, so
 * ask for less at once. `outage`: wait and try the same again.
 */
export type FailureKind = 'data' | 'slow' | 'outage';

/** SQLSTATE classes that blame the data: 22 data exception, 23 integrity constraint violation. */
const DATA_CLASSES = new Set(['22', '23']);
/** A statement that took longer than `statement_timeout`. */
const QUERY_CANCELED = '57014';

/** What kind of failure an error is; everything unknown is an outage, so that no outage ever makes a dead letter. */
export const failureKind = (error: unknown): FailureKind => {
  if (error instanceof EventFault) return 'data';
  const state = sqlState(error);
  if (state === null) return 'outage';
  if (state === QUERY_CANCELED) return 'slow';
  return DATA_CLASSES.has(state.slice(0, 2)) ? 'data' : 'outage';
};

/** A failure in words, without what the data held: PostgreSQL repeats values in its messages. */
export const failureReason = (error: unknown): string => {
  const state = sqlState(error);
  if (state !== null) return `SQLSTATE ${state}`;
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, REASON_LENGTH_MAX) : 'unknown';
};

const REASON_LENGTH_MAX = 300;
const SQLSTATE = /^[0-9A-Z]{5}$/;

const sqlState = (error: unknown): string | null => {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' && SQLSTATE.test(error.code) && 'severity' in error ? error.code : null;
};

import { BATCH_EVENTS_MAX } from './ingest-limits.ts';
import type { BatchDraft, IngestProblem } from './ingest-service.ts';
import { unfitText } from './judging/unstorable-text.ts';

/** Why a batch cannot be looked at as a whole, or null; `path` is relative to the request's input. */
export const requestProblem = ({ events, batchId }: BatchDraft): IngestProblem | null => {
  if (events.length < 1) return invalidInput('events', 'events is empty; send at least 1');
  if (events.length > BATCH_EVENTS_MAX) {
    return invalidInput('events', `events holds ${events.length}; send at most ${BATCH_EVENTS_MAX} in one batch`);
  }
  if (batchId === '') return invalidInput('batchId', 'batchId is empty; leave it out to have one made');
  const problem = batchId === null || batchId === undefined ? null : unfitText(batchId);
  return problem === null ? null : invalidInput('batchId', `batchId ${problem}`);
};

/** The answer to a `sentAt` that is no time. */
export const SENT_AT_PROBLEM: IngestProblem = {
  kind: 'INVALID_INPUT',
  message: 'sentAt is not an RFC 3339 time with offset; send e.g. 2026-01-02T12:34:56.789Z, or leave it out',
  path: ['sentAt'],
};

const invalidInput = (field: string, message: string): IngestProblem => ({ kind: 'INVALID_INPUT', message, path: [field] });

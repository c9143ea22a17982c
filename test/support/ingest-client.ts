import { setTimeout as sleep } from 'node:timers/promises';
import { type GraphqlAnswer, postGraphql } from './graphql-request.ts';
import type { Ledger } from './ledger.ts';
import type { WireEvent } from './wire-event.ts';

/** What the server answered to a batch. */
export type Receipt = {
  readonly batchId: string;
  readonly acceptedCount: number;
  readonly rejectedCount: number;
  readonly replayed: boolean;
  readonly durability: string | null;
  readonly rejected: readonly { readonly index: number; readonly eventId: string | null; readonly reason: string }[];
  readonly warnings: readonly { readonly index: number; readonly eventId: string | null; readonly code: string }[];
  readonly errors: readonly { readonly __typename: string; readonly message: string; readonly retryAfterMs?: number }[];
};

export type BatchInput = {
  readonly events: readonly WireEvent[];
  readonly batchId?: string;
  readonly sentAt?: string;
  readonly dryRun?: boolean;
};

export const INGEST_EVENTS = `mutation Ingest($input: IngestEventsInput!) {
  ingestEvents(input: $input) {
    batchId acceptedCount rejectedCount replayed durability
    rejected { index eventId reason }
    warnings { index eventId code }
    errors { __typename ... on UserError { message } ... on OverloadedError { retryAfterMs } }
  }
}`;

/** The variables of INGEST_EVENTS. */
export const ingestVariables = ({ events, ...rest }: BatchInput) => ({
  input: { ...rest, events: events.map((playback) => ({ playback })) },
});

/** Sends a batch once and answers what came back. */
export const ingest = async (url: string, batch: BatchInput): Promise<Receipt> => {
  const answer = await send(url, batch);
  if (answer.data) return answer.data.ingestEvents;
  throw new Error(JSON.stringify(answer.errors));
};

const send = (url: string, batch: BatchInput): Promise<GraphqlAnswer<{ ingestEvents: Receipt }>> =>
  postGraphql(url, { query: INGEST_EVENTS, variables: ingestVariables(batch) });

const RETRY_MS = 50;

export type PatientSending = {
  /** Asked for every try: a restarted server has another address. */
  readonly url: () => string;
  readonly ledger: Ledger;
  /** Gives up, leaving the batch unknown. */
  readonly signal?: AbortSignal;
};

/** Sends a batch again, with the same event ids, until the server says what became of it; every outcome is noted in the ledger. */
export const ingestUntilAnswered = async ({ url, ledger, signal }: PatientSending, batch: BatchInput): Promise<void> => {
  const ids = batch.events.map(({ eventId }) => eventId);
  ledger.note(ids, 'unknown');
  while (signal?.aborted !== true) {
    const answer = await send(url(), batch).catch(() => NO_ANSWER);
    if (answer.data && answer.data.ingestEvents.errors.length === 0) {
      const rejected = new Set(answer.data.ingestEvents.rejected.map(({ index }) => ids[index] ?? ''));
      ledger.note(rejected, 'rejected');
      ledger.note(
        ids.filter((id) => !rejected.has(id)),
        'acknowledged',
      );
      return;
    }
    throwUnlessPassing(answer);
    await sleep(RETRY_MS);
  }
};

const NO_ANSWER: GraphqlAnswer<{ ingestEvents: Receipt }> = { errors: [{ message: 'no answer', extensions: { code: 'UNAVAILABLE' } }] };
const PASSING = new Set(['UNAVAILABLE', 'OVERLOADED']);

/** Only what the contract calls passing may be tried again. */
const throwUnlessPassing = ({ data, errors = [] }: GraphqlAnswer<{ ingestEvents: Receipt }>): void => {
  const strange = errors.filter(({ extensions }) => !PASSING.has(extensions?.code ?? ''));
  const refused = (data?.ingestEvents.errors ?? []).filter(({ __typename }) => __typename !== 'OverloadedError');
  if (strange.length + refused.length > 0) throw new Error(JSON.stringify([...strange, ...refused]));
};

/** Sends batches from `senders` clients at once, each going on to the next batch when it has been told about the one before. */
export const ingestAll = async (sending: PatientSending & { readonly senders?: number }, batches: readonly BatchInput[]): Promise<void> => {
  const waiting = batches.values();
  const sendNext = async (): Promise<void> => {
    for (const batch of waiting) await ingestUntilAnswered(sending, batch);
  };
  await Promise.all(Array.from({ length: sending.senders ?? 4 }, sendNext));
};

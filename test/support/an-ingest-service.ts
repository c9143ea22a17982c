import { pino } from 'pino';
import { decodeEventBatch, type EventBatch } from '#domain/event-batch.ts';
import type { BatchReceipts } from '#ingest/batch-receipts.ts';
import { createIngestService, type IngestServiceNeeds } from '#ingest/create-ingest-service.ts';
import type { EventStream, NewEntry } from '#stream/event-stream.ts';
import { NOW } from './a-playback-draft.ts';

/** A stream in memory that tells what was appended and can be told to fail or to wait. */
export const aRecordingStream = (shards = 1) => {
  const appends: (readonly NewEntry[])[] = [];
  const control = { failure: null as Error | null, waiting: 0, gate: Promise.resolve() };
  const stream: EventStream = {
    durability: 'LOG_ALWAYS',
    shards,
    async append(entries) {
      await control.gate;
      if (control.failure !== null) throw control.failure;
      appends.push(entries);
    },
    read: () => Promise.resolve([]),
    acknowledge: () => Promise.resolve(),
    waitingEvents: () => control.waiting,
    status: () => Promise.reject(new Error('not asked in these tests')),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  const batches = (): readonly EventBatch[] => appends.flat().map(({ payload }) => decodeEventBatch(payload));
  return { stream, appends, batches, control };
};

/** Receipts in a map. */
export const mapReceipts = (): BatchReceipts & { readonly kept: Map<string, string> } => {
  const kept = new Map<string, string>();
  return {
    kept,
    find: (source, batchId) => Promise.resolve(kept.get(`${source}/${batchId}`) ?? null),
    save: (source, batchId, receipt) => {
      if (!kept.has(`${source}/${batchId}`)) kept.set(`${source}/${batchId}`, receipt);
      return Promise.resolve();
    },
  };
};

const A_QUIET_ASSESSMENT = {
  score: 0,
  level: 'LOW',
  findings: [],
  skippedRules: [],
  shadowRules: [],
  rulesetVersion: 'test-1',
  evaluatedAt: NOW,
} as const;

/** A front door whose clock stands at NOW. */
export const anIngestService = (needs: Pick<IngestServiceNeeds, 'stream'> & Partial<IngestServiceNeeds>) =>
  createIngestService({
    receipts: mapReceipts(),
    backlogEventsMax: 100_000,
    now: () => NOW,
    newId: () => 'made-id',
    preview: async (events) => events.map(() => A_QUIET_ASSESSMENT),
    log: pino({ level: 'silent' }),
    ...needs,
  });

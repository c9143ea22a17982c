import type { Logger } from 'pino';
import type { PreviewEvents } from '#assessment/preview-events.ts';
import type { EventStream } from '#stream/event-stream.ts';
import { createAppendTogether } from './append-together.ts';
import { createBacklogGate } from './backlog-gate.ts';
import type { BatchReceipts } from './batch-receipts.ts';
import { createIngestBatch } from './ingest-batch.ts';
import { DEFAULT_EVENT_TIME_LIMITS, type EventTimeLimits } from './ingest-limits.ts';
import { createIngestOne } from './ingest-one.ts';
import type { IngestService } from './ingest-service.ts';
import type { IsErased } from './judging/judge-event.ts';
import { createReceiptKeeper } from './receipt-keeper.ts';

export type IngestServiceNeeds = {
  readonly stream: EventStream;
  readonly receipts: BatchReceipts;
  /** What a dry run would make of events. */
  readonly preview: PreviewEvents;
  /** Events that may wait in the stream; beyond it the answer is OVERLOADED. At least one batch (1000). */
  readonly backlogEventsMax: number;
  readonly now: () => Date;
  /** Makes the id of a batch that came without one. */
  readonly newId: () => string;
  readonly log: Logger;
  readonly limits?: EventTimeLimits;
  /** Whose events are refused; nobody's unless it is given. */
  readonly isErased?: IsErased;
};

/** The front door over a stream and its receipts; it holds nothing that a restart would lose. */
export const createIngestService = (needs: IngestServiceNeeds): IngestService => {
  const { stream, preview, now, newId, log, limits = DEFAULT_EVENT_TIME_LIMITS, isErased = nobody } = needs;
  const gate = createBacklogGate(needs);
  const keeper = createReceiptKeeper(needs);
  return {
    ingestBatch: createIngestBatch({ stream, gate, keeper, preview, now, newId, log, limits, isErased }),
    ingestOne: createIngestOne({ stream, gate, append: createAppendTogether({ stream, gate }), now, limits, isErased }),
  };
};

const nobody: IsErased = () => false;

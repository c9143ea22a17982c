import type { Logger } from 'pino';
import type { PreviewEvents } from '#assessment/preview-events.ts';
import type { EventStream } from '#stream/event-stream.ts';
import { appendEntries } from './append-entries.ts';
import type { BacklogGate } from './backlog-gate.ts';
import { entriesOf } from './entries-of.ts';
import type { EventTimeLimits } from './ingest-limits.ts';
import type { BatchDraft, IngestProblem, IngestReceipt, IngestService } from './ingest-service.ts';
import { judgeBatch } from './judging/judge-batch.ts';
import type { ReceiptKeeper } from './receipt-keeper.ts';
import type { IsErased } from './judging/judge-event.ts';
import { type Reception, receive } from './judging/reception.ts';
import { requestProblem, SENT_AT_PROBLEM } from './request-problem.ts';

export type IngestBatchNeeds = {
  readonly stream: EventStream;
  readonly gate: BacklogGate;
  readonly keeper: ReceiptKeeper;
  readonly preview: PreviewEvents;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly log: Logger;
  readonly limits: EventTimeLimits;
  readonly isErased: IsErased;
};

/** Check the request → may so many come? → replay its receipt → find room → judge → append → keep the receipt. A dry run checks, judges and assesses without effect. */
export const createIngestBatch = (needs: IngestBatchNeeds): IngestService['ingestBatch'] =>
  async function ingestBatch(batch, admit) {
    const receivedAt = needs.now();
    const blank = { ...BLANK, batchId: batch.batchId ?? needs.newId(), receivedAt };
    const problem = requestProblem(batch);
    if (problem !== null) return refused(blank, problem);
    const reception = receive(receivedAt, batch.sentAt);
    if (reception === null) return refused(blank, SENT_AT_PROBLEM);
    const limited = (await admit?.(batch.events.length)) ?? null;
    if (limited !== null) return refused(blank, limited);
    const request: Request = { batch, reception, blank };
    if (batch.dryRun) return tryOut(needs, request);
    return (await replay(needs, batch)) ?? takeIn(needs, request);
  };

type Request = { readonly batch: BatchDraft; readonly reception: Reception; readonly blank: IngestReceipt };

const BLANK: Omit<IngestReceipt, 'batchId' | 'receivedAt'> = {
  acceptedCount: 0,
  rejectedCount: 0,
  replayed: false,
  durability: null,
  rejected: [],
  warnings: [],
  assessments: [],
  problems: [],
};

const refused = (blank: IngestReceipt, problem: IngestProblem): IngestReceipt => ({ ...blank, problems: [problem] });

/** Only a batch that its sender named can come again under its name. */
const replay = async ({ keeper }: IngestBatchNeeds, { source, batchId }: BatchDraft): Promise<IngestReceipt | null> =>
  batchId === null || batchId === undefined ? null : keeper.find(source, batchId);

const judge = ({ limits, isErased }: IngestBatchNeeds, { batch, reception, blank }: Request) => {
  const { accepted, rejected, warnings } = judgeBatch(batch.events, { source: batch.source, reception, limits, isErased });
  const receipt: IngestReceipt = { ...blank, acceptedCount: accepted.length, rejectedCount: rejected.length, rejected, warnings };
  return { accepted, receipt };
};

const tryOut = async (needs: IngestBatchNeeds, request: Request): Promise<IngestReceipt> => {
  const { accepted, receipt } = judge(needs, request);
  const assessments = await needs.preview(accepted);
  const refusedAt = new Set(receipt.rejected.map(({ index }) => index));
  const places = request.batch.events.flatMap(({ playback: { eventId } }, index) => (refusedAt.has(index) ? [] : { index, eventId }));
  return { ...receipt, assessments: places.flatMap((place, i) => (assessments[i] ? { ...place, assessment: assessments[i] } : [])) };
};

const takeIn = async (needs: IngestBatchNeeds, request: Request): Promise<IngestReceipt> => {
  const eventCount = request.batch.events.length;
  const overloaded = needs.gate.enter(eventCount);
  if (overloaded !== null) return refused(request.blank, overloaded);
  try {
    return await appendJudged(needs, request);
  } finally {
    needs.gate.leave(eventCount);
  }
};

const appendJudged = async (needs: IngestBatchNeeds, request: Request): Promise<IngestReceipt> => {
  const { batch, blank } = request;
  const { accepted, receipt } = judge(needs, request);
  if (accepted.length === 0) return acknowledged(needs, batch, receipt);
  const entries = entriesOf({ source: batch.source, receivedAt: blank.receivedAt, events: accepted }, needs.stream.shards);
  const problem = await appendEntries(needs, entries);
  if (problem !== null) return refused(blank, problem);
  return acknowledged(needs, batch, { ...receipt, durability: needs.stream.durability });
};

const acknowledged = async ({ keeper, log }: IngestBatchNeeds, batch: BatchDraft, receipt: IngestReceipt): Promise<IngestReceipt> => {
  const { batchId, acceptedCount, rejectedCount } = receipt;
  if (batch.batchId !== null && batch.batchId !== undefined) await keeper.keep(batch.source, receipt);
  log.debug({ source: batch.source, batchId, acceptedCount, rejectedCount }, 'batch taken in');
  return receipt;
};

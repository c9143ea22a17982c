import type { EventStream } from '#stream/event-stream.ts';
import type { AppendTogether } from './append-together.ts';
import type { BacklogGate } from './backlog-gate.ts';
import type { EventTimeLimits } from './ingest-limits.ts';
import type { EventReceipt, IngestProblem, IngestService } from './ingest-service.ts';
import { judgeBatch } from './judging/judge-batch.ts';
import type { IsErased } from './judging/judge-event.ts';
import { receive } from './judging/reception.ts';
import { SENT_AT_PROBLEM } from './request-problem.ts';

export type IngestOneNeeds = {
  readonly stream: EventStream;
  readonly gate: BacklogGate;
  readonly append: AppendTogether;
  readonly now: () => Date;
  readonly limits: EventTimeLimits;
  readonly isErased: IsErased;
};

/** May it come? → judge → find room → append together with whatever else is in flight. */
export const createIngestOne = (needs: IngestOneNeeds): IngestService['ingestOne'] =>
  async function ingestOne({ source, sentAt, event }, admit) {
    const blank: EventReceipt = { eventId: event.playback.eventId, accepted: false, durability: null, rejected: null, problems: [] };
    const reception = receive(needs.now(), sentAt);
    if (reception === null) return { ...blank, problems: [SENT_AT_PROBLEM] };
    const limited = (await admit?.(1)) ?? null;
    if (limited !== null) return { ...blank, problems: [limited] };
    const { accepted, rejected } = judgeBatch([event], { source, reception, limits: needs.limits, isErased: needs.isErased });
    const [good] = accepted;
    if (good === undefined) return { ...blank, rejected: rejected[0] ?? null };
    const problem = await throughGate(needs.gate, () => needs.append(good));
    if (problem !== null) return { ...blank, problems: [problem] };
    return { ...blank, accepted: true, durability: needs.stream.durability };
  };

const throughGate = async (gate: BacklogGate, append: () => Promise<IngestProblem | null>): Promise<IngestProblem | null> => {
  const overloaded = gate.enter(1);
  if (overloaded !== null) return overloaded;
  try {
    return await append();
  } finally {
    gate.leave(1);
  }
};

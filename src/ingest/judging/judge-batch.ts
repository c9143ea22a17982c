import type { PlaybackEvent } from '#domain/playback-event.ts';
import type { Fault } from './fault.ts';
import type { EventDraft, IngestWarning, RejectedEvent } from '#ingest/ingest-service.ts';
import { judgeEvent, type Terms } from './judge-event.ts';

/** Every event of a batch on one side or the other, by ascending index. */
export type Verdict = {
  readonly accepted: readonly PlaybackEvent[];
  readonly rejected: readonly RejectedEvent[];
  readonly warnings: readonly IngestWarning[];
};

/** Judges each event on its own: a bad one never rejects its neighbours. */
export const judgeBatch = (drafts: readonly EventDraft[], terms: Terms): Verdict => {
  const accepted: PlaybackEvent[] = [];
  const rejected: RejectedEvent[] = [];
  const warnings: IngestWarning[] = [];
  for (const [index, { playback }] of drafts.entries()) {
    const { eventId } = playback;
    const judgement = judgeEvent(playback, terms);
    if (judgement.kind === 'rejected') {
      rejected.push(toRejected(judgement.fault, index, eventId));
      continue;
    }
    accepted.push(judgement.event);
    for (const { code, message } of judgement.warnings) warnings.push({ index, eventId, code, message });
  }
  return { accepted, rejected, warnings };
};

const toRejected = ({ reason, message, field }: Fault, index: number, eventId: string): RejectedEvent => ({
  index,
  eventId,
  reason,
  message,
  path: ['playback', field],
});

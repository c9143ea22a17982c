import type { PlaybackEvent } from '#domain/playback-event.ts';
import type { Fault } from './fault.ts';
import { consentSignalsOf } from './consent-signals-of.ts';
import { findFault } from './find-fault.ts';
import type { EventTimeLimits } from '#ingest/ingest-limits.ts';
import type { PlaybackEventDraft } from '#ingest/ingest-service.ts';
import { type EventTime, judgeTime } from './judge-time.ts';
import type { Reception } from './reception.ts';
import { type Warning, warningsAbout } from './warnings-about.ts';

/** What became of one event at the front door. */
export type Judgement =
  | { readonly kind: 'accepted'; readonly event: PlaybackEvent; readonly warnings: readonly Warning[] }
  | { readonly kind: 'rejected'; readonly fault: Fault };

/** What every event of one request is judged by. */
export type Terms = {
  readonly source: string;
  readonly reception: Reception;
  readonly limits: EventTimeLimits;
  /** Nobody is, unless it is given. */
  readonly isErased?: IsErased;
};

/** Whether a viewer, by original id, was erased, as far as this process knows; asked for every event, so it asks nobody. */
export type IsErased = (userId: string) => boolean;

/** Judges an event by its meaning, and stamps it with source and times when it is good. */
export const judgeEvent = (draft: PlaybackEventDraft, { source, reception, limits, isErased }: Terms): Judgement => {
  const fault = findFault(draft);
  if (fault !== null) return { kind: 'rejected', fault };
  const time = judgeTime(draft.timestamp, reception, limits);
  if (time.kind === 'fault') return { kind: 'rejected', fault: time.fault };
  if (draft.userId && isErased?.(draft.userId) === true) return ERASED;
  const event = stamp(draft, time, { source, reception });
  return { kind: 'accepted', event, warnings: warningsAbout(draft, event) };
};

const ERASED: Judgement = {
  kind: 'rejected',
  fault: {
    reason: 'SUBJECT_ERASED',
    field: 'userId',
    message: 'userId names a viewer who was erased; send no more events of this viewer',
  },
};

// oxlint-disable-next-line complexity -- a list, no decisions
const stamp = (draft: PlaybackEventDraft, time: EventTime, { source, reception }: Pick<Terms, 'source' | 'reception'>): PlaybackEvent => ({
  eventId: draft.eventId,
  eventType: draft.eventType,
  userId: draft.userId ?? null,
  deviceId: draft.deviceId ?? null,
  contentId: draft.contentId ?? null,
  sessionId: draft.sessionId ?? null,
  region: draft.region,
  hasConsent: draft.hasConsent ?? null,
  consent: consentSignalsOf(draft.consent),
  ipAddress: draft.ipAddress ?? null,
  subscriptionPlan: draft.subscriptionPlan ?? null,
  deviceType: draft.deviceType ?? null,
  appVersion: draft.appVersion || null,
  networkType: draft.networkType ?? null,
  ageBand: draft.ageBand ?? null,
  errorCode: draft.errorCode || null,
  positionMs: draft.positionMs ?? null,
  durationMs: draft.durationMs ?? null,
  bitrateKbps: draft.bitrateKbps ?? null,
  extraMetadata: draft.extraMetadata ?? null,
  source,
  receivedAt: reception.receivedAt,
  occurredAt: new Date(time.occurredAtMs),
  deviceTime: reception.skewMs === 0 ? null : new Date(time.deviceTimeMs),
});

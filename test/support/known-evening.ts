import { randomUUID } from 'node:crypto';
import type { AssessedEvent } from '#domain/assessed-event.ts';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import type { RiskAssessment } from '#domain/risk.ts';
import { createSqlReaders, type SqlReaders } from '#store/sql-readers.ts';
import type { Counted } from '#store/statistics/statistics-reader.ts';
import { anAssessment } from './an-assessment.ts';
import { anIdentifiedEvent } from './builders.ts';
import { countAll } from './count-all.ts';
import { type DatabaseKind, openTestStore } from './test-store.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
/** The last midnight but one: there is a whole day, hours before and after it. */
export const MIDNIGHT = Math.floor(Date.now() / DAY_MS) * DAY_MS - DAY_MS;
export const [ANNA, BO] = [randomUUID(), randomUUID()];
export const [TV, PHONE] = [randomUUID(), randomUUID()];

type Who = { readonly viewerId?: string; readonly deviceId?: string };
const anEvent = (
  minutes: number,
  event: Partial<PlaybackEvent>,
  { viewerId = ANNA, deviceId = TV }: Who = {},
  assessment: Partial<RiskAssessment> = {},
): AssessedEvent => ({
  identified: anIdentifiedEvent(
    {
      eventId: randomUUID(),
      sessionId: null,
      contentId: 'title-1',
      region: 'NL',
      occurredAt: new Date(MIDNIGHT + minutes * MINUTE_MS),
      ...event,
    },
    { viewerId, deviceId },
  ),
  assessment: anAssessment(assessment),
});

const finding = {
  ruleKey: 'multi-ip',
  category: 'ACCOUNT',
  points: 30,
  observed: '',
  threshold: null,
  explanation: '',
  regulations: ['GDPR', 'EPRIVACY'],
  error: null,
} as const;

const US = { region: 'US-CA', contentId: 'title-2', deviceType: 'MOBILE', appVersion: null, subscriptionPlan: 'VIP' } as const;
const ON_PHONE = { viewerId: BO, deviceId: PHONE };

/** One session in the Netherlands from 23:50 to 0:20, one in California at 10:00 that fails to start, and an event without a title three days before. */
const EVENTS = [
  anEvent(-10, { eventType: 'PLAY', sessionId: 'night' }),
  anEvent(-9, { eventType: 'PLAYING', sessionId: 'night' }),
  anEvent(-5, { eventType: 'BUFFER_START', sessionId: 'night' }),
  anEvent(-4, { eventType: 'BUFFER_END', sessionId: 'night' }),
  anEvent(20, { eventType: 'STOP', sessionId: 'night' }),
  anEvent(600, { eventType: 'PLAY', sessionId: 'morning', ...US }, ON_PHONE, { shadowRules: ['multi-region'] }),
  anEvent(601, { eventType: 'ERROR', sessionId: 'morning', errorCode: 'DRM "1"', ...US }, ON_PHONE, {
    level: 'HIGH',
    score: 60,
    findings: [finding, { ...finding, ruleKey: 'broken', error: 'rule failed', points: 0 }],
  }),
  anEvent(-3 * 24 * 60, { eventType: 'LOGIN', contentId: null }),
];

/** Six days around it, and days of it. */
export const daysOf = (from: number, to: number) => ({ from: new Date(MIDNIGHT + from * DAY_MS), to: new Date(MIDNIGHT + to * DAY_MS) });
export const RANGE = daysOf(-4, 2);

/** What rows add up to. */
export const sumOf = (rows: readonly Counted[], of: 'events' | 'plays' | 'watchMs'): number =>
  rows.reduce((total, { figures }) => total + (figures[of] ?? 0), 0);

const now = (): Date => new Date();

/** A store in which these events are stored and counted. */
export const openKnownEvening = async (kind: DatabaseKind): Promise<{ readonly readers: SqlReaders } & AsyncDisposable> => {
  const opened = await openTestStore(kind);
  await opened.store.makeRoom(
    EVENTS.map(({ identified }) => ({ occurredAt: identified.event.occurredAt })),
    now(),
  );
  await opened.store.inTransaction(now(), (transaction) => transaction.save(EVENTS, []));
  await countAll(opened.database.sql);
  return {
    readers: createSqlReaders(opened.database.sql, { mode: 'server', now }),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
};

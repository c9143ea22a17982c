import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AssessedEvent } from '#domain/assessed-event.ts';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import type { RiskAssessment } from '#domain/risk.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import { createSqlViewerReader } from '#store/viewers/sql-viewer-reader.ts';
import { RISK_EVENTS_MAX } from '#store/viewers/viewer-reader.ts';
import { anAssessment } from '../support/an-assessment.ts';
import { createArrayViewerReader } from '../support/array-viewer-reader.ts';
import { anIdentifiedEvent } from '../support/builders.ts';
import { recordStatements } from '../support/statement-plans.ts';
import { DATABASE_KINDS, openTestStore, type TestStore } from '../support/test-store.ts';

const MINUTE_MS = 60_000;
const now = new Date();
const ago = (ms: number) => new Date(now.getTime() - ms);
const window = { from: ago(60 * MINUTE_MS), sessionsFrom: ago(5 * MINUTE_MS) };
const viewers = Array.from({ length: 6 }, () => randomUUID());

type Identity = { readonly viewerId: string | null; readonly ipPrefix?: string | null };

const anAssessed = (event: Partial<PlaybackEvent>, identity: Identity, assessment: Partial<RiskAssessment> = {}): AssessedEvent => ({
  identified: anIdentifiedEvent({ eventId: randomUUID(), ...event }, { deviceId: null, ...identity }),
  assessment: anAssessment(assessment),
});

const storedAs = ({ identified: { event, ...identity }, assessment }: AssessedEvent): StoredEvent => ({
  ...event,
  ...identity,
  consentHash: null,
  isConsentAllowed: null,
  storedAt: now,
  assessment,
});

/** Few values and few instants, so that they meet. The last viewer has none. */
const someEvents = fc
  .record({
    viewerId: fc.constantFrom(null, ...viewers.slice(0, -1)),
    ipPrefix: fc.constantFrom(null, '203.0.113.0/24', '198.51.100.0/24', '2001:db8::/48'),
    eventType: fc.constantFrom<PlaybackEvent['eventType']>('PLAY', 'HEARTBEAT', 'STOP', 'LOGOUT'),
    sessionId: fc.constantFrom(null, 's1', 's2', 's3'),
    region: fc.constantFrom('NL', 'US', 'US-CA'),
    agoMs: fc.oneof(
      fc.nat(10).map((minutes) => minutes * MINUTE_MS),
      fc.nat(30 * 24 * 60 * MINUTE_MS),
    ),
    score: fc.constantFrom(0, 20, 40, 90),
  })
  .map(({ viewerId, ipPrefix, agoMs, score, ...event }) =>
    anAssessed({ ...event, occurredAt: ago(agoMs) }, { viewerId, ipPrefix }, { score, level: score > 60 ? 'CRITICAL' : 'LOW' }),
  );

describe.each(DATABASE_KINDS)('viewers on %s', (kind) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await openTestStore(kind);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  const save = (events: readonly AssessedEvent[]) => opened.store.inTransaction(now, (transaction) => transaction.save(events, []));

  it('are told as their events tell them, in the order asked for, each by one statement', async () => {
    const events = fc.sample(someEvents, 400);
    await save(events);
    const truth = createArrayViewerReader(events.map(storedAs), []);
    const { sql, run } = recordStatements(opened.database.sql);
    const reader = createSqlViewerReader(sql);
    for (const ids of [viewers, viewers.toReversed(), viewers.slice(2, 3), []]) {
      expect(await reader.spans(ids)).toEqual(await truth.spans(ids));
      expect(await reader.countsByType(ids)).toEqual(await truth.countsByType(ids));
      expect(await reader.risk(ids, window)).toEqual(await truth.risk(ids, window));
    }
    expect(run).toHaveLength(4 * 3);
  });

  it('have the level of their riskiest event, of equal ones the newest', async () => {
    const viewerId = randomUUID();
    const rated = (agoMs: number, score: number, level: RiskAssessment['level']) =>
      anAssessed({ occurredAt: ago(agoMs) }, { viewerId }, { score, level });
    await save([rated(3, 70, 'MEDIUM'), rated(2, 70, 'HIGH'), rated(1, 10, 'LOW'), rated(61 * MINUTE_MS, 99, 'CRITICAL')]);
    const [risk] = await createSqlViewerReader(opened.database.sql).risk([viewerId], window);
    expect(risk).toMatchObject({ events: 3, score: 70, level: 'HIGH' });
  });

  it('with more events than are looked at are told by the newest of them', async () => {
    const viewerId = randomUUID();
    await opened.database.sql.query(MANY, [viewerId, RISK_EVENTS_MAX + 1, now.toISOString()]);
    const reader = createSqlViewerReader(opened.database.sql);
    const [risk] = await reader.risk([viewerId], window);
    const [counts] = await reader.countsByType([viewerId]);
    expect(risk).toMatchObject({ events: RISK_EVENTS_MAX, score: 0 });
    expect(counts).toEqual([{ eventType: 'HEARTBEAT', count: RISK_EVENTS_MAX + 1 }]);
  });
});

/** One every tenth of a second; the oldest alone has a score. */
const MANY = `insert into events (key, occurred_at, received_at, stored_at, source, event_id, event_type, viewer_id, region, score, level, ruleset_version)
  select gen_random_uuid(), at, at, at, 'demo', i::text, 'HEARTBEAT', $1::uuid, 'NL', case when i = $2::int then 100 else 0 end, 'LOW', 'test'
  from generate_series(1, $2::int) as i, lateral (select $3::timestamptz - i * interval '100 ms' as at) as times`;

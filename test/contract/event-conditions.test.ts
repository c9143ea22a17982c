import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conditionMatcher } from '#domain/conditions/condition-matcher.ts';
import { type Condition, NOTHING, not, oneOf } from '#domain/conditions/condition.ts';
import type { EventField } from '#domain/conditions/event-condition.ts';
import type { AssessedEvent } from '#domain/assessed-event.ts';
import { RISK_LEVELS } from '#domain/risk.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import { createEventInsert } from '#store/events/event-table.ts';
import { createSqlEventReader } from '#store/events/sql-event-reader.ts';
import { aFinding } from '../support/a-finding.ts';
import { anAssessment } from '../support/an-assessment.ts';
import { anIdentifiedEvent } from '../support/builders.ts';
import { EVENT_FIELDS } from '../support/event-fields.ts';
import { type Askable, randomConditions } from '../support/random-conditions.ts';
import { DATABASE_KINDS, openTestStore, type TestStore } from '../support/test-store.ts';

const EVENTS = 120;
const CONDITIONS = 150;
const now = new Date();
const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * HOUR_MS);
const VIEWERS = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const;
const ODD = ['a', 'NULL', '', '{"x",\\}', 'título'] as const;
const REGIONS = ['NL', 'US', 'US-CA', 'US-NY', 'GB'] as const;
const KINDS = ['PRIVACY', 'ACCOUNT'] as const;
const LAWS = ['GDPR', 'VPPA'] as const;
const RULES = ['multi-region', 'multi-ip', 'high-frequency'] as const;

const findings = fc
  .array(
    fc.record({
      ruleKey: fc.constantFrom(...RULES),
      category: fc.constantFrom(...KINDS),
      regulations: fc.subarray([...LAWS]),
      error: fc.constantFrom(null, null, 'TypeError'),
    }),
    { maxLength: 3 },
  )
  .map((some) => some.map((finding) => aFinding(finding)));

const someone = fc.constantFrom(null, ...VIEWERS);
const something = fc.constantFrom(null, ...ODD);

const assessedEvents: fc.Arbitrary<AssessedEvent> = fc
  .record({
    hours: fc.nat({ max: 48 }),
    eventType: fc.constantFrom('PLAY', 'ERROR', 'STOP'),
    viewerId: someone,
    deviceId: someone,
    contentId: something,
    sessionId: something,
    errorCode: something,
    source: fc.constantFrom('demo', 'other'),
    region: fc.constantFrom(...REGIONS),
    level: fc.constantFrom(...RISK_LEVELS),
    score: fc.nat({ max: 100 }),
    findings,
    isConsentAllowed: fc.constantFrom(true, false, undefined),
  })
  .map(({ hours, viewerId, deviceId, level, score, findings: found, isConsentAllowed, ...event }) => ({
    identified: anIdentifiedEvent({ ...event, eventId: randomUUID(), occurredAt: hoursAgo(hours) }, { viewerId, deviceId }),
    assessment: anAssessment({ level, score, findings: found }),
    ...(isConsentAllowed !== undefined && { isConsentAllowed }),
  }));

const ASKABLE: Readonly<Record<EventField, Askable>> = {
  occurredAt: { times: [0, 1, 12, 24, 48].map(hoursAgo) },
  eventType: { values: ['PLAY', 'ERROR', 'SEEK'] },
  viewer: { values: VIEWERS },
  device: { values: VIEWERS },
  content: { values: ODD },
  session: { values: ODD },
  source: { values: ['demo', 'nobody'] },
  region: { values: REGIONS },
  country: { values: ['NL', 'US', 'DE'] },
  errorCode: { values: ODD },
  level: { values: RISK_LEVELS },
  score: { numbers: [0, 35, 60, 101] },
  ruleKey: { values: [...RULES, 'unknown'] },
  category: { values: [...KINDS, 'DEVICE'] },
  regulation: { values: [...LAWS, 'LGPD'] },
  consentAllowed: { values: [true, false] },
};

describe.each(DATABASE_KINDS)('conditions on the events of %s', (kind) => {
  let opened: TestStore;
  let stored: readonly StoredEvent[];
  beforeAll(async () => {
    opened = await openTestStore(kind);
    const { sql } = opened.database;
    const events = fc.sample(assessedEvents, EVENTS);
    await createEventInsert(null)(sql, events, now);
    const claims = events.map(({ identified }) => ({ key: identified.key, occurredAt: identified.event.occurredAt }));
    await opened.store.inTransaction(now, (transaction) => transaction.claim(claims));
    const read = await createSqlEventReader(sql).byKeys(claims.map(({ key }) => key));
    stored = read.flatMap((event) => event ?? []);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  const keysBySql = async (condition: Condition<EventField>): Promise<ReadonlySet<string>> => {
    const reader = createSqlEventReader(opened.database.sql);
    const { events } = await reader.page({ condition, order: { field: 'OCCURRED_AT', direction: 'ASC' }, limit: EVENTS, from: 'first' });
    expect(await reader.count(condition, EVENTS)).toBe(events.length);
    return new Set(events.map(({ key }) => key));
  };

  it('select the events that meet them, whatever they are', async () => {
    expect(stored.length).toBe(EVENTS);
    await fc.assert(
      fc.asyncProperty(randomConditions(ASKABLE), async (condition) => {
        const expected = stored.filter(conditionMatcher(condition, EVENT_FIELDS)).map(({ key }) => key);
        expect(await keysBySql(condition)).toEqual(new Set(expected));
      }),
      { numRuns: CONDITIONS },
    );
  });

  it('part the events in two with their opposites, whatever is unknown of an event', async () => {
    await fc.assert(
      fc.asyncProperty(randomConditions(ASKABLE), async (condition) => {
        const [met, opposite] = [await keysBySql(condition), await keysBySql(not(condition))];
        expect([met.size + opposite.size, new Set([...met, ...opposite]).size]).toEqual([EVENTS, EVENTS]);
      }),
      { numRuns: 50 },
    );
  });

  it('that nothing can meet select nothing', async () => {
    expect(await keysBySql(NOTHING)).toEqual(new Set());
  });

  it('treat a value as a value, never as SQL', async () => {
    const hostile = `'; drop table events; --`;
    expect(await keysBySql(oneOf('content', [hostile, `x' or true --`]))).toEqual(new Set());
    expect((await keysBySql(not(oneOf('content', [hostile])))).size).toBe(EVENTS);
  });
});

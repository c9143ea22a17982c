import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alertMatcher } from '#api/risk/alert-matcher.ts';
import type { AlertField } from '#domain/conditions/alert-condition.ts';
import { EVERYTHING, oneOf } from '#domain/conditions/condition.ts';
import type { AlertCandidate, RiskAlert } from '#domain/risk-alert.ts';
import { raiseAlerts } from '#store/alerts/alert-table.ts';
import { createSqlAlertLog } from '#store/alerts/sql-alert-log.ts';
import { aFinding } from '../support/a-finding.ts';
import { type Askable, randomConditions } from '../support/random-conditions.ts';
import { DATABASE_KINDS, openTestStore, type TestStore } from '../support/test-store.ts';

const ALERTS = 100;
const CONDITIONS = 150;
const now = new Date();
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const VIEWERS = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const;
const ODD = ['a', 'NULL', '', '{"x",\\}'] as const;
const LAWS = ['GDPR', 'VPPA', 'CCPA'] as const;
const KINDS = ['PRIVACY', 'ACCOUNT', 'MINORS'] as const;
const REGIONS = ['NL', 'US', 'US-CA'] as const;

const candidates: fc.Arbitrary<AlertCandidate> = fc
  .record({
    ruleKey: fc.constantFrom('multi-region', 'multi-ip'),
    level: fc.constantFrom('HIGH', 'CRITICAL'),
    categories: fc.subarray([...KINDS], { minLength: 1 }),
    findings: fc.array(
      fc.subarray([...LAWS]).map((regulations) => aFinding({ regulations })),
      { maxLength: 3 },
    ),
    hours: fc.nat({ max: 48 }),
    viewerId: fc.constantFrom(null, ...VIEWERS),
    contentId: fc.constantFrom(null, ...ODD),
    region: fc.constantFrom(...REGIONS),
  })
  .map(({ hours, ...candidate }) => {
    const id = randomUUID();
    return {
      ...candidate,
      fingerprint: id,
      repeatKey: id,
      title: 'x',
      score: 65,
      eventKey: id,
      eventOccurredAt: hoursAgo(hours),
      occurrences: 1,
    };
  });

const TIMES: Askable = { times: [0, 1, 12, 24, 48].map(hoursAgo) };
const ASKABLE: Readonly<Record<AlertField, Askable>> = {
  raisedAt: TIMES,
  occurredAt: TIMES,
  level: { values: ['HIGH', 'CRITICAL', 'LOW'] },
  category: { values: [...KINDS, 'DEVICE'] },
  ruleKey: { values: ['multi-region', 'multi-ip', 'x'] },
  regulation: { values: [...LAWS, 'LGPD'] },
  region: { values: REGIONS },
  country: { values: ['NL', 'US', 'DE'] },
  viewer: { values: VIEWERS },
  content: { values: ODD },
};

describe.each(DATABASE_KINDS)('conditions on the alerts of %s', (kind) => {
  let opened: TestStore;
  let log: ReturnType<typeof createSqlAlertLog>;
  let stored: readonly RiskAlert[];
  beforeAll(async () => {
    opened = await openTestStore(kind);
    const { sql } = opened.database;
    log = createSqlAlertLog(sql);
    await sql.transaction((transaction) => raiseAlerts(transaction, fc.sample(candidates, ALERTS)));
    await sql.query(`update risk_alerts set raised_at = $1::timestamptz - (sequence * 37 % 49) * interval '1 hour'`, [now.toISOString()]);
    stored = (await log.page({ condition: EVERYTHING, limit: ALERTS, from: 'first' })).alerts;
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  it('are met in the log and in a subscription by the same alerts', async () => {
    expect(stored.length).toBe(ALERTS);
    await fc.assert(
      fc.asyncProperty(randomConditions(ASKABLE), async (condition) => {
        const page = await log.page({ condition, limit: ALERTS, from: 'first' });
        expect(page.alerts).toEqual(stored.filter(alertMatcher(condition)));
        expect(await log.count(condition, ALERTS)).toBe(page.alerts.length);
      }),
      { numRuns: CONDITIONS },
    );
  });

  it.each(['first', 'last'] as const)('show each alert once, in order, while more are raised between pages from the %s', async (from) => {
    const condition = oneOf('region', ['US-CA']);
    const { sql } = opened.database;
    const inLog = (await log.page({ condition, limit: 1_000, from: 'first' })).alerts.map(({ sequence }) => sequence);
    const seen: number[] = [];
    for (let hasMore = true, edge: number | undefined; hasMore && seen.length < 1_000;) {
      const bound = edge === undefined ? {} : from === 'first' ? { after: edge } : { before: edge };
      const page = await log.page({ condition, limit: 7, from, ...bound });
      const sequences = page.alerts.map(({ sequence }) => sequence);
      seen.splice(from === 'first' ? seen.length : 0, 0, ...sequences);
      edge = from === 'first' ? sequences.at(-1) : sequences.at(0);
      hasMore = page.hasMore && seen.length < inLog.length;
      const raised = fc.sample(candidates, 2).map((candidate) => ({ ...candidate, region: 'US-CA' }));
      await sql.transaction((transaction) => raiseAlerts(transaction, raised));
    }
    expect(inLog.length).toBeGreaterThan(7);
    expect(seen.slice(0, inLog.length)).toEqual(inLog);
  });
});

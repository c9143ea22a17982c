import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AssessedEvent } from '#domain/assessed-event.ts';
import type { AlertField } from '#domain/conditions/alert-condition.ts';
import { all, EVERYTHING, oneOf, range } from '#domain/conditions/condition.ts';
import type { EventField } from '#domain/conditions/event-condition.ts';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import type { AlertCandidate } from '#domain/risk-alert.ts';
import type { RiskAssessment } from '#domain/risk.ts';
import { createConsentSignalsReader } from '#store/consent/consent-signals-reader.ts';
import type { EventOrder, EventPosition } from '#store/events/event-reader.ts';
import { createSqlAlertLog } from '#store/alerts/sql-alert-log.ts';
import { createSqlEventReader } from '#store/events/sql-event-reader.ts';
import { anAssessment } from '../support/an-assessment.ts';
import { anIdentifiedEvent } from '../support/builders.ts';
import { someSignals } from '../support/consent-signals.ts';
import { DATABASE_KINDS, openTestStore, type TestStore } from '../support/test-store.ts';

const VIEWER = '11111111-1111-4111-8111-111111111111';
const DEVICE = '22222222-2222-4222-8222-222222222222';
const MINUTE_MS = 60_000;
const now = new Date();
const ago = (ms: number) => new Date(now.getTime() - ms);

const anAssessed = (event: Partial<PlaybackEvent> = {}, assessment: Partial<RiskAssessment> = {}): AssessedEvent => ({
  identified: anIdentifiedEvent({ eventId: randomUUID(), occurredAt: now, ...event }, { viewerId: VIEWER, deviceId: DEVICE }),
  assessment: anAssessment(assessment),
});

const aCandidate = ({ identified }: AssessedEvent, overrides: Partial<AlertCandidate> = {}): AlertCandidate => ({
  fingerprint: `multi-region:viewer:${VIEWER}`,
  repeatKey: identified.key,
  ruleKey: 'multi-region',
  title: 'A "quoted", \\odd\\ {title}',
  level: 'HIGH',
  score: 65,
  categories: ['ACCOUNT', 'PRIVACY'],
  findings: [],
  eventKey: identified.key,
  eventOccurredAt: identified.event.occurredAt,
  viewerId: VIEWER,
  contentId: 'title "1", {x}\\',
  region: 'NL',
  occurrences: 1,
  ...overrides,
});

describe.each(DATABASE_KINDS)('the event store on %s', (kind) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await openTestStore(kind);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  const save = (events: readonly AssessedEvent[], candidates: readonly AlertCandidate[] = []) =>
    opened.store.inTransaction(new Date(), async (transaction) => {
      const claimed = await transaction.claim(
        events.map(({ identified }) => ({ key: identified.key, occurredAt: identified.event.occurredAt })),
      );
      return transaction.save(
        events.filter(({ identified }) => claimed.has(identified.key)),
        candidates,
      );
    });

  it('has migrations that agree with the entities, partitions included', async () => {
    const { database } = opened;
    expect(await database.pendingMigrations()).toEqual([]);
    expect(await database.orm.schema.getUpdateSchemaSQL()).toBe('');
  });

  it('gives back every field of an event as it was saved', async () => {
    const plain = anAssessed(
      {
        errorCode: 'DRM "failed" \\ {NULL}, null',
        contentId: 'NULL',
        sessionId: 'línea\n名',
        appVersion: '',
        deviceTime: ago(5_000),
        positionMs: 2 ** 53 - 1,
        durationMs: 0,
        extraMetadata: { nested: { list: [1, 'two', null] }, quote: '"' },
      },
      {
        score: 60,
        level: 'HIGH',
        skippedRules: ['multi-region'],
        shadowRules: ['multi-ip', 'high-frequency'],
        findings: [
          {
            ruleKey: 'eu-missing-consent',
            category: 'PRIVACY',
            points: 60,
            observed: 'no "consent"',
            threshold: null,
            explanation: 'x',
            regulations: ['GDPR'],
            error: null,
          },
        ],
      },
    );
    const saved = { ...plain, isConsentAllowed: true };
    await save([saved]);
    const [read] = await createSqlEventReader(opened.database.sql).byKeys([saved.identified.key]);
    const { userId: _userId, ipAddress: _ipAddress, consent: _consent, ...event } = saved.identified.event;
    expect(read).toMatchObject({
      ...event,
      deviceId: DEVICE,
      viewerId: VIEWER,
      ipPrefix: '203.0.113.0/24',
      isConsentAllowed: true,
    });
    expect(read?.assessment).toEqual({ ...saved.assessment, evaluatedAt: read?.storedAt });
  });

  it('keeps equal consent signals once, for whoever stores them first', async () => {
    const consent = someSignals({ tcString: `C"\\${randomUUID()}`, gpc: true, videoDisclosureConsentAt: now });
    const saved = [anAssessed({ consent }), anAssessed({ consent: { ...consent } }), anAssessed()];
    await expect(
      opened.store.inTransaction(now, async (transaction) => {
        await transaction.save([anAssessed({ consent })], []);
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    await Promise.all(saved.map((event) => save([event])));
    const { sql } = opened.database;
    const read = await createSqlEventReader(sql).byKeys(saved.map(({ identified }) => identified.key));
    const [hash] = read.map((event) => event?.consentHash ?? null);
    expect(read.map((event) => event?.consentHash)).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), hash, null]);
    expect(await createConsentSignalsReader(sql).byHashes([hash ?? '', '0'.repeat(32)])).toEqual([consent, null]);
  });

  it('claims each key once, whoever else claims it at the same time', async () => {
    const claims = Array.from({ length: 200 }, () => anAssessed()).map(({ identified }) => ({ key: identified.key, occurredAt: now }));
    const answers = await Promise.all(
      [0, 1, 2].map((i) =>
        opened.store.inTransaction(now, (transaction) => transaction.claim(i === 1 ? claims.toReversed() : claims.slice(i * 10))),
      ),
    );
    const claimed = answers.flatMap((keys) => [...keys]);
    expect(claimed.length).toBe(200);
    expect(new Set(claimed).size).toBe(200);
  });

  it('undoes claims, events, counts and alerts together', async () => {
    const event = anAssessed();
    const before = await createSqlAlertLog(opened.database.sql).head();
    await expect(
      opened.store.inTransaction(now, async (transaction) => {
        await transaction.claim([{ key: event.identified.key, occurredAt: now }]);
        await transaction.save([event], [aCandidate(event)]);
        throw new Error('crash before the commit');
      }),
    ).rejects.toThrow('crash');
    expect(await createSqlEventReader(opened.database.sql).byKeys([event.identified.key])).toEqual([null]);
    expect(await createSqlAlertLog(opened.database.sql).head()).toBe(before);
  });

  it('numbers alerts without holes or inversions while many write, and raises one per fingerprint and repeat window', async () => {
    const log = createSqlAlertLog(opened.database.sql);
    const start = await log.head();
    const writers = Array.from({ length: 16 }, async (_, writer) => {
      for (let round = 0; round < 4; round++) {
        const event = anAssessed();
        const shared = aCandidate(event, { fingerprint: `content-error-rate:content:${round}`, repeatKey: 'window', occurrences: 2 });
        await save([event], [aCandidate(event, { title: `writer ${writer}` }), shared]);
      }
    });
    await Promise.all(writers);
    const alerts = await log.readAfter(start, 1_000);
    expect(alerts.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 16 * 4 + 4 }, (_, i) => start + 1 + i));
    expect(await log.head()).toBe(start + 16 * 4 + 4);
    const shared = alerts.filter(({ fingerprint }) => fingerprint.startsWith('content-error-rate'));
    expect(shared.map(({ occurrences }) => occurrences)).toEqual([32, 32, 32, 32]);
    expect(alerts.map(({ raisedAt }) => raisedAt.getTime())).toEqual(
      alerts.map(({ raisedAt }) => raisedAt.getTime()).toSorted((a, b) => a - b),
    );
  });

  it('pages alerts in both directions and filters them', async () => {
    const log = createSqlAlertLog(opened.database.sql);
    const start = await log.head();
    const events = Array.from({ length: 5 }, () => anAssessed());
    await save(
      events,
      events.map((event, i) => aCandidate(event, { level: i === 2 ? 'CRITICAL' : 'HIGH', region: i === 3 ? 'US-CA' : 'NL' })),
    );
    const sequences = async (request: Partial<Parameters<typeof log.page>[0]>) => {
      const page = await log.page({ condition: EVERYTHING, after: start, limit: 10, from: 'first', ...request });
      return [page.alerts.map(({ sequence }) => sequence - start), page.hasMore];
    };
    expect(await sequences({ limit: 2 })).toEqual([[1, 2], true]);
    expect(await sequences({ limit: 2, from: 'last' })).toEqual([[4, 5], true]);
    expect(await sequences({ before: start + 3 })).toEqual([[1, 2], false]);
    expect(await sequences({ condition: oneOf('level', ['CRITICAL']) })).toEqual([[3], false]);
    expect(await sequences({ condition: all<AlertField>([oneOf('region', ['US-CA']), oneOf('category', ['ACCOUNT'])]) })).toEqual([
      [4],
      false,
    ]);
    expect(await sequences({ condition: oneOf('category', ['CONTENT']) })).toEqual([[], false]);
    const hers = all<AlertField>([oneOf('content', ['title "1", {x}\\']), oneOf('viewer', [VIEWER])]);
    expect(await sequences({ condition: hers })).toEqual([[1, 2, 3, 4, 5], false]);
    expect(await log.count(oneOf('level', ['CRITICAL']), 100)).toBe(1);
  });

  it('pages events by time and by score, each exactly once, in every direction', async () => {
    const reader = createSqlEventReader(opened.database.sql);
    const session = randomUUID();
    const sameTime = ago(5 * MINUTE_MS);
    const events = Array.from({ length: 7 }, (_, i) =>
      anAssessed({ sessionId: session, occurredAt: i < 4 ? sameTime : ago(i * MINUTE_MS) }, { score: i % 3 }),
    );
    await save(events);
    const condition = all<EventField>([oneOf('session', [session]), range('occurredAt', ago(60 * MINUTE_MS), null)]);
    const readInPages = async (order: EventOrder): Promise<readonly string[]> => {
      const seen: string[] = [];
      for (let after: EventPosition | null = null, hasMore = true; hasMore && seen.length < 100;) {
        const page = await reader.page({ condition, order, limit: 3, from: 'first', ...(after ? { after } : {}) });
        hasMore = page.hasMore;
        seen.push(...page.events.map(({ key }) => key));
        const last = page.events.at(-1);
        after = last ? { score: last.assessment.score, occurredAt: last.occurredAt, key: last.key } : null;
      }
      return seen;
    };
    for (const field of ['OCCURRED_AT', 'SCORE'] as const) {
      for (const direction of ['ASC', 'DESC'] as const) {
        const order = { field, direction };
        const whole = await reader.page({ condition, order, limit: 100, from: 'first' });
        const back = await reader.page({ condition, order, limit: 7, from: 'last' });
        const seen = await readInPages(order);
        expect(new Set(seen).size).toBe(7);
        expect(seen).toEqual(whole.events.map(({ key }) => key));
        expect(back.events.map(({ key }) => key)).toEqual(seen);
      }
    }
    expect(await reader.count(condition, 5)).toBe(6);
  });
});

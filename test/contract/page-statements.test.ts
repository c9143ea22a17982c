import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeGlobalId } from '#api/global-id.ts';
import type { AssessedEvent } from '#domain/assessed-event.ts';
import type { AlertCandidate } from '#domain/risk-alert.ts';
import { aFinding } from '../support/a-finding.ts';
import { anAssessment } from '../support/an-assessment.ts';
import { anIdentifiedEvent } from '../support/builders.ts';
import { someSignals } from '../support/consent-signals.ts';
import { createSqlApi, type SqlApi } from '../support/sql-api.ts';
import { DATABASE_KINDS, openTestStore, type TestStore } from '../support/test-store.ts';

const ROWS = 100;
const now = new Date();
const REGIONS = ['NL', 'DE', 'US-CA', 'GB', 'BR'] as const;

const PAGE = `pageInfo { hasNextPage endCursor } totalCount { value }`;
const VIEWER = `viewer { pseudonym firstSeenAt lastSeenAt eventCount eventsByType { eventType count } risk { score level } preferences { doNotTrack } }`;
const EVENT = `id eventId properties assessment { id score findings { rule { key name } citations { label } } event { id } }
  ... on PlaybackEvent { ${VIEWER} device { id stats { plays } } content { id stats { plays } topRegions { plays } }
  region { code isEea regulations { version } stats { plays } } session { sessionId watchTimeMs } consent { allowed purposes { allowed } } }`;
const ALERT = `id title findings { rule { key } citations { label } } event { ${EVENT} } ${VIEWER} content { id } region { name }`;

/** Every list that has pages, with all that its rows refer to. */
const LISTS: readonly (readonly [string, string])[] = [
  ['events', `query ($first: Int!) { list: events(first: $first) { nodes { ${EVENT} } ${PAGE} } }`],
  [
    'the riskiest events',
    `query ($first: Int!) { list: events(first: $first, orderBy: { field: SCORE, direction: DESC }) { nodes { ${EVENT} } ${PAGE} } }`,
  ],
  [
    'filtered events',
    `query ($first: Int!) { list: events(first: $first, filter: { or: [{ userId: ["user-1"] }, { not: { deviceId: ["none"] } }] }) { nodes { ${EVENT} } ${PAGE} } }`,
  ],
  ['alerts', `query ($first: Int!) { list: riskAlerts(first: $first) { nodes { ${ALERT} } ${PAGE} } }`],
  [
    'high-risk events',
    `query ($first: Int!) { list: compliance { events(first: $first) { nodes { findings { rule { key } } event { ${EVENT} } } ${PAGE} } } }`,
  ],
  ['events of a viewer', `query ($first: Int!) { list: viewer(userId: "busy") { events(first: $first) { nodes { ${EVENT} } ${PAGE} } } }`],
  [
    'events of a device',
    `query ($first: Int!) { list: device(deviceId: "busy") { events(first: $first) { nodes { ${EVENT} } ${PAGE} } } }`,
  ],
  [
    'events of a title',
    `query ($first: Int!) { list: content(contentId: "busy") { events(first: $first) { nodes { ${EVENT} } ${PAGE} } } }`,
  ],
  [
    'steps of a journey',
    `query ($first: Int!, $range: TimeRangeInput!) { list: viewer(userId: "busy") { journey(first: $first, range: $range) { nodes { event { ${EVENT} } sincePrevious } ${PAGE} } } }`,
  ],
];

describe.each(DATABASE_KINDS)('a page on %s', (kind) => {
  let opened: TestStore;
  let api: SqlApi;
  let keys: readonly string[];

  /** Each with a viewer, device, title and signals of its own, or of one that has many. */
  const save = async (name: (i: number) => string): Promise<readonly AssessedEvent[]> => {
    const names = Array.from({ length: ROWS }, (_, i) => name(i));
    const viewers = await opened.store.identify('VIEWER', names);
    const devices = await opened.store.identify('DEVICE', names);
    const events = names.map((of, i): AssessedEvent => {
      const event = {
        eventId: randomUUID(),
        contentId: of,
        region: REGIONS[i % REGIONS.length] ?? 'NL',
        consent: someSignals({ tcString: `C${of}${i}` }),
      };
      return {
        identified: anIdentifiedEvent(
          { ...event, occurredAt: new Date(now.getTime() - i * 1_000) },
          { viewerId: viewers.get(of) ?? null, deviceId: devices.get(of) ?? null },
        ),
        assessment: anAssessment({ score: 65, level: 'HIGH', findings: [aFinding({ ruleKey: i % 2 ? 'multi-ip' : 'multi-region' })] }),
      };
    });
    await opened.store.inTransaction(now, async (transaction) => {
      await transaction.claim(events.map(({ identified }) => ({ key: identified.key, occurredAt: identified.event.occurredAt })));
      await transaction.save(events, events.map(candidateOf));
    });
    return events;
  };

  beforeAll(async () => {
    opened = await openTestStore(kind);
    api = await createSqlApi(opened);
    const events = [...(await save((i) => `user-${i}`)), ...(await save(() => 'busy'))];
    keys = events.map(({ identified }) => identified.key);
  });
  afterAll(async () => {
    await api[Symbol.asyncDispose]();
    await opened[Symbol.asyncDispose]();
  });

  const range = { from: new Date(now.getTime() - 3_600_000).toISOString(), to: new Date(now.getTime() + 60_000).toISOString() };

  it.each(LISTS)('of %s takes as many statements with a hundred rows as with one', async (_name, query) => {
    const [one, hundred] = [await api.ask(query, { first: 1, range }), await api.ask(query, { first: ROWS, range })];
    expect([one.result.errors, hundred.result.errors]).toEqual([undefined, undefined]);
    expect(JSON.stringify(hundred.result.data).split('"eventId"').length - 1).toBe(ROWS);
    expect(hundred.statements).toBe(one.statements);
    expect(hundred.statements).toBeGreaterThan(1);
    expect(hundred.statements).toBeLessThan(STATEMENTS_MAX);
  });

  it('of nodes takes as many statements with a hundred ids as with one', async () => {
    const ids = keys.slice(0, ROWS).map((key) => encodeGlobalId('PlaybackEvent', key));
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on PlaybackEvent { ${EVENT} } } }`;
    const [one, hundred] = [await api.ask(query, { ids: ids.slice(0, 1) }), await api.ask(query, { ids })];
    expect(hundred.result.errors).toBeUndefined();
    expect(hundred.statements).toBe(one.statements);
  });
});

/** A page, its count, its names, and one for each kind of thing that rows refer to. */
const STATEMENTS_MAX = 24;

const candidateOf = ({ identified, assessment }: AssessedEvent): AlertCandidate => ({
  fingerprint: identified.key,
  repeatKey: 'once',
  ruleKey: 'multi-region',
  title: 'x',
  level: 'HIGH',
  score: assessment.score,
  categories: ['ACCOUNT'],
  findings: assessment.findings,
  eventKey: identified.key,
  eventOccurredAt: identified.event.occurredAt,
  viewerId: identified.viewerId,
  contentId: identified.event.contentId,
  region: identified.event.region,
  occurrences: 1,
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { regionCondition } from '#api/common/region-filter.ts';
import type { AlertField } from '#domain/conditions/alert-condition.ts';
import { all, any, type Condition, EVERYTHING, not, oneOf, range } from '#domain/conditions/condition.ts';
import type { EventCondition, EventField } from '#domain/conditions/event-condition.ts';
import { createSqlAlertLog } from '#store/alerts/sql-alert-log.ts';
import type { EventPageRequest } from '#store/events/event-reader.ts';
import type { OwnedPageRequest, OwnerField } from '#store/events/owned-event-reader.ts';
import { createSqlEventReader } from '#store/events/sql-event-reader.ts';
import { createSqlOwnedEventReader } from '#store/events/sql-owned-event-reader.ts';
import { countStored } from '#store/statistics/counting/count-stored.ts';
import { createSqlViewerReader } from '#store/viewers/sql-viewer-reader.ts';
import { countAll } from '../support/count-all.ts';
import { FILLED, FILLED_DAYS, fillEvents } from '../support/fill-events.ts';
import { figureKinds } from '../support/figure-kinds.ts';
import { fillFigures } from '../support/fill-figures.ts';
import { recordStatements, type StatementKind, wholeScans } from '../support/statement-plans.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

const DAY_MS = 86_400_000;
const now = new Date();
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);
const LIMIT = 25;
/** Filling takes about 20 s on two cores that have nothing else to do. */
const FILL_MS_MAX = 180_000;

// To add a kind of statement, add a line to one of the lists.
type Kind = StatementKind;

const MONTH: EventCondition = range('occurredAt', daysAgo(FILLED_DAYS), null);
const WITHIN_A_WEEK: EventCondition = range('occurredAt', daysAgo(14), daysAgo(7));
const PLACE = { score: 65, occurredAt: daysAgo(10), key: '8'.repeat(32) };

const eventPage =
  (condition: EventCondition, request: Partial<EventPageRequest> = {}): Kind[1] =>
  (sql) =>
    createSqlEventReader(sql).page({
      condition,
      order: { field: 'OCCURRED_AT', direction: 'DESC' },
      limit: LIMIT,
      from: 'first',
      ...request,
    });
const eventCount =
  (condition: EventCondition): Kind[1] =>
  (sql) =>
    createSqlEventReader(sql).count(condition, 1_000);

const ofViewer = oneOf('viewer', [FILLED.viewerId]);
const ofContent = oneOf('content', [FILLED.contentId]);

const FILTERS: Readonly<Record<string, EventCondition>> = {
  'no condition': EVERYTHING,
  'a viewer': ofViewer,
  'two viewers': oneOf('viewer', [FILLED.viewerId, FILLED.otherViewerId]),
  'a device': oneOf('device', [FILLED.deviceId]),
  'a title': ofContent,
  'a sitting': oneOf('session', [FILLED.sessionId]),
  'an error': oneOf('errorCode', [FILLED.errorCode]),
  'a rule': oneOf('ruleKey', ['rule-3']),
  'a rule that never fired': oneOf('ruleKey', ['nothing']),
  'a kind of risk': oneOf('category', ['MINORS']),
  'findings under a law': oneOf('regulation', ['GDPR']),
  'risky levels': oneOf('level', ['HIGH', 'CRITICAL']),
  'the highest level': oneOf('level', ['CRITICAL']),
  'a middle level': oneOf('level', ['MEDIUM']),
  'all but the lowest level': oneOf('level', ['MEDIUM', 'HIGH', 'CRITICAL']),
  'a score': range('score', 60, null),
  'a common type': oneOf('eventType', ['HEARTBEAT']),
  'a rare type': oneOf('eventType', [FILLED.rareType]),
  'a common region': oneOf('region', ['NL']),
  'a rare region': oneOf('region', [FILLED.rareRegion]),
  'regions under a law': regionCondition({ regulatedBy: ['GDPR'] }),
  'a source': oneOf('source', ['other']),
  'a rare source': oneOf('source', [FILLED.rareSource]),
  'no permission': oneOf('consentAllowed', [false]),
  'a viewer or a title': any<EventField>([ofViewer, ofContent]),
  'a viewer, but not a title': all<EventField>([ofViewer, not(ofContent)]),
  'all but a title': not(ofContent),
};

const EVENT_KINDS: readonly Kind[] = [
  ...Object.entries(FILTERS).flatMap(([name, condition]): Kind[] => {
    const recent = all<EventField>([range('occurredAt', daysAgo(1), null), condition]);
    const month = all<EventField>([MONTH, condition]);
    return [
      [`events of a day: ${name}`, eventPage(recent)],
      [`events of a month: ${name}`, eventPage(month)],
      [`events of a month, oldest first: ${name}`, eventPage(month, { order: { field: 'OCCURRED_AT', direction: 'ASC' } })],
      [`events after a cursor: ${name}`, eventPage(condition, { after: PLACE })],
      [`events before a cursor: ${name}`, eventPage(condition, { before: PLACE, from: 'last' })],
      [
        `events of a week, the riskiest first: ${name}`,
        eventPage(all<EventField>([WITHIN_A_WEEK, condition]), { order: { field: 'SCORE', direction: 'DESC' } }),
      ],
      [
        `events after a cursor, the riskiest first: ${name}`,
        eventPage(condition, { order: { field: 'SCORE', direction: 'DESC' }, after: PLACE }),
      ],
      [`events of a month, counted: ${name}`, eventCount(month)],
    ];
  }),
  ['an event by its key', (sql) => createSqlEventReader(sql).byKeys(['8'.repeat(32)])],
  [
    'a hundred events by key',
    (sql) => createSqlEventReader(sql).byKeys(Array.from({ length: 100 }, (_, i) => i.toString(16).padStart(32, '0'))),
  ],
];

const hundred = Array.from({ length: 100 }, (_, i) => `00000000-0000-4000-8000-${i.toString(16).padStart(12, '0')}`);
const LAST_HOUR = { from: daysAgo(1 / 24), sessionsFrom: daysAgo(1 / 288) };
const ownedPage =
  (field: OwnerField, ids: readonly string[], request: Partial<OwnedPageRequest> = {}): Kind[1] =>
  (sql) =>
    createSqlOwnedEventReader(sql).pages(
      { field, ids },
      { condition: EVERYTHING, direction: 'DESC', limit: LIMIT, from: 'first', ...request },
    );

const OWNED_KINDS: readonly Kind[] = [
  ...[[FILLED.viewerId], hundred].flatMap((ids): Kind[] => [
    [`when viewers were seen: ${ids.length}`, (sql) => createSqlViewerReader(sql).spans(ids)],
    [`what viewers did: ${ids.length}`, (sql) => createSqlViewerReader(sql).countsByType(ids)],
    [`the risk of viewers: ${ids.length}`, (sql) => createSqlViewerReader(sql).risk(ids, LAST_HOUR)],
    [`the events of viewers: ${ids.length}`, ownedPage('viewer', ids)],
    [`a journey of viewers: ${ids.length}`, ownedPage('viewer', ids, { condition: WITHIN_A_WEEK, direction: 'ASC', after: PLACE })],
    [`the last events of devices: ${ids.length}`, ownedPage('device', ids, { from: 'last', before: PLACE })],
    [
      `the events of viewers, counted: ${ids.length}`,
      (sql) => createSqlOwnedEventReader(sql).counts({ field: 'viewer', ids }, MONTH, 1_000),
    ],
  ]),
  ['the errors of titles', ownedPage('content', [FILLED.contentId, 'title-8'], { condition: oneOf('eventType', ['ERROR']) })],
];

const alertPage =
  (condition: Condition<AlertField>, request: { readonly after?: number; readonly from?: 'first' | 'last' } = {}): Kind[1] =>
  (sql) =>
    createSqlAlertLog(sql).page({ condition, limit: LIMIT, from: 'last', ...request });

const ALERT_FILTERS: Readonly<Record<string, Condition<AlertField>>> = {
  'no condition': EVERYTHING,
  'the highest level': oneOf('level', ['CRITICAL']),
  'a rare category': oneOf('category', ['MINORS']),
  'a rule': oneOf('ruleKey', ['rule-3']),
  'a law': oneOf('regulation', ['GDPR']),
  'a rare region': oneOf('region', [FILLED.rareRegion]),
  'regions under a law': regionCondition({ regulatedBy: ['CCPA'] }),
  'a viewer': oneOf('viewer', [FILLED.viewerId]),
  'a title': oneOf('content', [FILLED.contentId]),
};

const ALERT_KINDS: readonly Kind[] = [
  ...Object.entries(ALERT_FILTERS).flatMap(([name, condition]): Kind[] => [
    [`alerts of a day: ${name}`, alertPage(all<AlertField>([range('raisedAt', daysAgo(1), null), condition]))],
    [`alerts of a week gone by: ${name}`, alertPage(all<AlertField>([range('raisedAt', daysAgo(30), daysAgo(23)), condition]))],
    [`alerts after a cursor: ${name}`, alertPage(condition, { after: 50, from: 'first' })],
    [`alerts of any time, counted: ${name}`, (sql) => createSqlAlertLog(sql).count(condition, 1_000)],
  ]),
  ['the ends of the alert log', (sql) => createSqlAlertLog(sql).bounds()],
  ['alerts from a place on', (sql) => createSqlAlertLog(sql).readAfter(50_000, 100)],
  ['alerts by sequence', (sql) => createSqlAlertLog(sql).bySequence([1, 2, 3])],
];

const NOTE_EVENTS = `insert into uncounted_batches (stored_at, accepted_at, keys, occurred_ats)
  select now(), now(), array_agg(key), array_agg(occurred_at)
  from (select key, occurred_at from events where session_id is not null order by occurred_at desc offset $1 limit $2) as noted`;

const KINDS: readonly Kind[] = [...EVENT_KINDS, ...OWNED_KINDS, ...ALERT_KINDS, ...figureKinds(now)];

describe('with many stored events, PostgreSQL', () => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await openTestStore('PostgreSQL');
    await fillEvents(opened.database.sql, now);
    await fillFigures(opened.database.sql, now, FILLED_DAYS);
  }, FILL_MS_MAX);
  afterAll(() => opened[Symbol.asyncDispose]());

  it.each(KINDS)('reads nothing from end to end for %s', async (_name, ask) => {
    const { sql } = opened.database;
    const { sql: recording, run } = recordStatements(sql);
    await ask(recording);
    expect(run.length).toBeGreaterThan(0);
    expect(await wholeScans(sql, run)).toEqual([]);
  });

  it('counts without reading a day from end to end, late events included', async () => {
    const { sql } = opened.database;
    await sql.query('truncate sessions');
    await sql.query(NOTE_EVENTS, [0, 3_000]);
    await countAll(sql);
    await sql.query('analyze sessions');
    await sql.query(NOTE_EVENTS, [3_000, 500]);
    const { sql: recording, run } = recordStatements(sql);
    expect(await countStored(recording, 10_000)).toMatchObject({ events: 500 });
    const reading = run.filter(({ text }) => text.trimStart().startsWith('select') && text.includes('events e'));
    expect(reading.length).toBeGreaterThan(1);
    expect(await wholeScans(sql, reading)).toEqual([]);
  });
});

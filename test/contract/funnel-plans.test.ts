import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FunnelOrder, FunnelStep } from '#domain/funnels/funnel.ts';
import type { PlaybackEventType } from '#domain/playback-event.ts';
import { explainSecondPage, type PlanNode } from '../support/explained-pages.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

const DAY_MS = 86_400_000;
const TODAY = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const DAYS = 10;
const RANGE = { from: new Date(TODAY - DAYS * DAY_MS), to: new Date(TODAY) };
const PAGE_ROWS = 1_000;

/** Days of watching, most of it heartbeats, by 20,000 viewers. */
const FILL = `insert into events (key, occurred_at, received_at, stored_at, source, event_id, event_type, viewer_id, content_id, region, score, level, ruleset_version)
  select gen_random_uuid(), at, at, at, 'demo', n::text,
    (array['HEARTBEAT', 'HEARTBEAT', 'HEARTBEAT', 'HEARTBEAT', 'PLAY', 'PLAYING', 'STOP', 'SEEK', 'LOGIN', 'PURCHASE'])[1 + n % 10],
    md5((n % 19997)::text)::uuid, 'title-' || n % 997, 'NL', 0, 'LOW', 'test'
  from (select n, $1::timestamptz + n * ($2::timestamptz - $1::timestamptz) / 120000 as at from generate_series(0, 119999) n) as made`;

const step = (eventType: PlaybackEventType, contentId: string | null = null): FunnelStep => ({ eventType, contentId });

const isScan = (node: PlanNode): boolean => node['Node Type'].endsWith('Scan');
const rowsRead = (nodes: readonly PlanNode[]): number =>
  nodes.filter(isScan).reduce((sum, node) => sum + node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0), 0);

describe.each([
  ['has never analysed', 'PGlite', null],
  ['has never analysed', 'PostgreSQL', null],
  ['knows', 'PostgreSQL', 'vacuum analyze events'],
] as const)('a page of a funnel over many events that the database %s, on %s', (_knowledge, kind, prepare) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await openTestStore(kind);
    const { sql } = opened.database;
    await sql.query(FILL, [RANGE.from.toISOString(), RANGE.to.toISOString()]);
    if (prepare !== null) await sql.query(prepare);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  const explain = (order: FunnelOrder, ...steps: readonly FunnelStep[]) =>
    explainSecondPage(opened.database.sql, { request: { funnel: { order, steps, windowMs: DAY_MS }, range: RANGE }, pageRows: PAGE_ROWS });

  it('is read from the index of steps alone, and no further than it goes', async () => {
    const { nodes, events } = await explain('ORDERED', step('PLAY'), step('PLAYING'), step('STOP'), step('PURCHASE'));
    expect(new Set(nodes.map((node) => node['Node Type']))).toEqual(new Set(['Limit', 'Merge Append', 'Index Only Scan']));
    expect(events).toHaveLength(PAGE_ROWS);
    expect(rowsRead(nodes)).toBeLessThanOrEqual(PAGE_ROWS + 4 * DAYS);
  });

  it.each<[string, FunnelOrder, readonly FunnelStep[]]>([
    ['that is strict', 'STRICT', [step('PLAY'), step('STOP')]],
    ['with heartbeats', 'UNORDERED', [step('HEARTBEAT'), step('PLAY')]],
  ])('%s is read by the index of viewers, and little further than it goes', async (_case, order, steps) => {
    const { nodes, events } = await explain(order, ...steps);
    const indexes = new Set(nodes.filter(isScan).map((node) => node['Index Name']?.replace(/^events_\d{8}_/, '')));
    expect([...indexes].map((name) => name?.startsWith('viewer_id_occurred_at'))).toEqual([true]);
    expect(events).toHaveLength(PAGE_ROWS);
    expect(rowsRead(nodes)).toBeLessThan(3 * PAGE_ROWS);
  });

  it.each([
    ['one title', 'PLAY'],
    ['heartbeats of one title', 'HEARTBEAT'],
  ] as const)('of %s reads no table from its beginning', async (_case, eventType) => {
    const { nodes } = await explain('ORDERED', step(eventType, 'title-7'), step('STOP', 'title-7'));
    expect(nodes.map((node) => node['Node Type'])).not.toContain('Seq Scan');
  });
});

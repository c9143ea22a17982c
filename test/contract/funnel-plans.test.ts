import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FunnelOrder, FunnelStep } from '#domain/funnels/funnel.ts';
import type { PlaybackEventType } from '#domain/playback-event.ts';
import { pageStatement } from '#store/funnels/funnel-statement.ts';
import type { Sql } from '#store/sql.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

const DAY_MS = 86_400_000;
const TODAY = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const DAYS = 10;
const RANGE = { from: new Date(TODAY - DAYS * DAY_MS), to: new Date(TODAY) };
const LIMIT = 1_000;
/** A viewer somewhere in the middle. */
const AFTER = { viewerId: '80000000-0000-4000-8000-000000000000', occurredAt: '-infinity', key: '00000000-0000-0000-0000-000000000000' };

/** Days of watching, most of it heartbeats, by 20,000 viewers. */
const FILL = `insert into events (key, occurred_at, received_at, stored_at, source, event_id, event_type, viewer_id, content_id, region, score, level, ruleset_version)
  select gen_random_uuid(), at, at, at, 'demo', n::text,
    (array['HEARTBEAT', 'HEARTBEAT', 'HEARTBEAT', 'HEARTBEAT', 'PLAY', 'PLAYING', 'STOP', 'SEEK', 'LOGIN', 'PURCHASE'])[1 + n % 10],
    md5((n % 20000)::text)::uuid, 'title-' || n % 97, 'NL', 0, 'LOW', 'test'
  from (select n, $1::timestamptz + n * ($2::timestamptz - $1::timestamptz) / 300000 as at from generate_series(0, 299999) n) as made`;

const step = (eventType: PlaybackEventType, contentId: string | null = null): FunnelStep => ({ eventType, contentId });

type Plan = {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
};

const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
const isScan = (node: Plan): boolean => node['Node Type'].endsWith('Scan');

describe('a page of a funnel over many events', () => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await openTestStore('PostgreSQL');
    await opened.database.sql.query(FILL, [RANGE.from.toISOString(), RANGE.to.toISOString()]);
    await opened.database.sql.query('vacuum analyze events');
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  const explain = (order: FunnelOrder, ...steps: readonly FunnelStep[]) =>
    nodesOfPage(opened.database.sql, { funnel: { order, steps, windowMs: DAY_MS }, range: RANGE });

  it('is read from the index of steps alone, and no further than it goes', async () => {
    const nodes = await explain('ORDERED', step('PLAY'), step('PLAYING'), step('STOP'), step('PURCHASE'));
    const kinds = new Set(nodes.map((node) => node['Node Type']));
    expect(kinds).toEqual(new Set(['Limit', 'Merge Append', 'Index Only Scan']));
    expect(nodes.filter(isScan)).toHaveLength(4 * DAYS);
    expect(rowsRead(nodes)).toBeLessThanOrEqual(LIMIT + 4 * DAYS);
  });

  it.each<[string, FunnelOrder, readonly FunnelStep[]]>([
    ['STRICT', 'STRICT', [step('PLAY'), step('STOP')]],
    ['with heartbeats', 'UNORDERED', [step('HEARTBEAT'), step('PLAY')]],
  ])('%s is read by the index of viewers, and little further than it goes', async (_case, order, steps) => {
    const nodes = await explain(order, ...steps);
    const indexes = new Set(nodes.filter(isScan).map((node) => node['Index Name']?.replace(/^events_\d{8}_/, '')));
    expect([...indexes].map((name) => name?.startsWith('viewer_id_occurred_at'))).toEqual([true]);
    expect(rowsRead(nodes)).toBeLessThan(3 * LIMIT);
  });

  it('of one title reads no table from its beginning', async () => {
    const nodes = await explain('ORDERED', step('PLAY', 'title-7'), step('STOP', 'title-7'));
    expect(nodes.map((node) => node['Node Type'])).not.toContain('Seq Scan');
  });
});

const nodesOfPage = async (sql: Sql, request: Parameters<typeof pageStatement>[0]): Promise<readonly Plan[]> => {
  const { text, values } = pageStatement(request, { after: AFTER, limit: LIMIT });
  const [row] = await sql.query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(`explain (analyze, format json) ${text}`, values);
  return row?.['QUERY PLAN'].flatMap(({ Plan: plan }) => nodesOf(plan)) ?? [];
};

const rowsRead = (nodes: readonly Plan[]): number =>
  nodes.filter(isScan).reduce((sum, node) => sum + node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0), 0);

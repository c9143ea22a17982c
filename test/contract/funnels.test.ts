import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventKey } from '#domain/event-key.ts';
import type { Funnel, FunnelEvent, FunnelOrder, FunnelStep } from '#domain/funnels/funnel.ts';
import { createFunnelTally } from '#domain/funnels/funnel-tally.ts';
import type { PlaybackEventType } from '#domain/playback-event.ts';
import { createEventInsert } from '#store/events/event-table.ts';
import { createFunnelReader } from '#store/funnels/create-funnel-reader.ts';
import { createSqlFunnelPages } from '#store/funnels/sql-funnel-pages.ts';
import { createSqlFunnelReader } from '#store/funnels/sql-funnel-reader.ts';
import { anAssessment } from '../support/an-assessment.ts';
import { anIdentifiedEvent } from '../support/builders.ts';
import { DATABASE_KINDS, openTestStore, type TestStore } from '../support/test-store.ts';

const HOUR_MS = 3_600_000;
/** Four hours around a midnight: two partitions. */
const MIDNIGHT = Math.floor(Date.now() / (24 * HOUR_MS)) * 24 * HOUR_MS;
const RANGE = { from: new Date(MIDNIGHT - 2 * HOUR_MS), to: new Date(MIDNIGHT + 2 * HOUR_MS) };
const NEVER = new AbortController().signal;

type Made = {
  readonly viewerId: string | null;
  readonly at: number;
  readonly eventType: PlaybackEventType;
  readonly contentId: string | null;
};

const VIEWERS = Array.from({ length: 16 }, () => randomUUID());
/** Minutes, so that many events of a viewer share a moment; some before and after the range, some of nobody. */
const someEvents = fc.array(
  fc.record<Made>({
    viewerId: fc.option(fc.constantFrom(...VIEWERS), { freq: 20 }),
    at: fc.integer({ min: -130, max: 130 }).map((minutes) => MIDNIGHT + minutes * 60_000),
    eventType: fc.constantFrom('PLAY', 'PLAYING', 'STOP', 'PURCHASE', 'HEARTBEAT', 'LOGIN'),
    contentId: fc.option(fc.constantFrom('one', 'a "title", {2}'), { freq: 5 }),
  }),
  { minLength: 600, maxLength: 600, size: 'max' },
);

const step = (eventType: PlaybackEventType, contentId: string | null = null): FunnelStep => ({ eventType, contentId });
const FUNNELS: readonly (readonly [name: string, steps: readonly FunnelStep[]])[] = [
  ['of types', [step('PLAY'), step('PLAYING'), step('STOP')]],
  ['of a type with titles', [step('LOGIN'), step('PLAY', 'one'), step('PLAY', 'a "title", {2}')]],
  ['of a type with and without a title', [step('PLAY'), step('PLAY', 'one'), step('PURCHASE')]],
  ['with a heartbeat', [step('PLAY'), step('HEARTBEAT'), step('STOP')]],
  ['with a heartbeat of a title', [step('PLAY'), step('HEARTBEAT', 'one'), step('HEARTBEAT', 'one')]],
];
const ORDERS: readonly FunnelOrder[] = ['ORDERED', 'STRICT', 'UNORDERED'];
const CASES = FUNNELS.flatMap(([name, steps]) =>
  ORDERS.map((order): readonly [string, FunnelOrder, Funnel] => [name, order, { steps, order, windowMs: 20 * 60_000 }]),
);
const FUNNEL: Funnel = { steps: [step('PLAY'), step('PLAYING'), step('STOP')], order: 'ORDERED', windowMs: 20 * 60_000 };

describe.each(DATABASE_KINDS)('funnels on %s', (kind) => {
  let opened: TestStore;
  const events = (fc.sample(someEvents, { numRuns: 1, seed: 7 })[0] ?? []).map((made, i) => ({ ...made, key: eventKey('demo', `e${i}`) }));
  beforeAll(async () => {
    opened = await openTestStore(kind);
    const assessed = events.map(({ viewerId, at, eventType, contentId }, i) => ({
      identified: anIdentifiedEvent({ eventId: `e${i}`, occurredAt: new Date(at), eventType, contentId }, { viewerId, deviceId: null }),
      assessment: anAssessment(),
    }));
    await createEventInsert(null)(opened.database.sql, assessed, new Date());
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  /** In the order of a funnel, counted in memory. */
  const expected = (funnel: Funnel) => {
    const tally = createFunnelTally(funnel);
    const within = events.filter(({ at }) => at >= RANGE.from.getTime() && at < RANGE.to.getTime());
    const ofViewers = within.flatMap(({ viewerId, ...event }) => (viewerId === null ? [] : [{ ...event, viewerId }]));
    for (const event of ofViewers.toSorted(byViewerTimeAndKey)) tally.see(event);
    return tally.result();
  };
  const pagesOf = (pageRows: number) => createSqlFunnelPages(opened.database.sql, { pageRows });
  const reader = (limits: { pageRows?: number; eventsMax?: number } = {}) =>
    createFunnelReader({ pages: pagesOf(limits.pageRows ?? 7), eventsMax: limits.eventsMax ?? 10_000, togetherMax: 1 });

  it.each(CASES)('%s, %s, are counted as in memory, however small the pages', async (_name, _order, each) => {
    const steps = expected(each);
    expect(steps.at(1)?.viewers).toBeGreaterThan(0);
    expect(await reader().read({ funnel: each, range: RANGE }, NEVER)).toEqual({ kind: 'COUNTED', steps });
    const whole = createSqlFunnelReader(opened.database.sql, 'embedded');
    expect(await whole.read({ funnel: each, range: RANGE }, NEVER)).toEqual({ kind: 'COUNTED', steps });
  });

  it('look at every event that can matter once, in the order of viewer, time and key', async () => {
    const seen: FunnelEvent[] = [];
    for await (const page of pagesOf(11)({ funnel: { ...FUNNEL, order: 'STRICT' }, range: RANGE })) seen.push(...page);
    const within = events.filter(({ at, viewerId }) => viewerId !== null && at >= RANGE.from.getTime() && at < RANGE.to.getTime());
    expect(seen).toHaveLength(within.length);
    expect(seen).toEqual(seen.toSorted((a, b) => (a.viewerId === b.viewerId ? a.at - b.at : a.viewerId < b.viewerId ? -1 : 1)));
  });

  it('are not counted above the number of events one may read', async () => {
    const count = events.filter(
      ({ viewerId, at, eventType }) =>
        viewerId !== null &&
        at >= RANGE.from.getTime() &&
        at < RANGE.to.getTime() &&
        FUNNEL.steps.some((wanted) => wanted.eventType === eventType),
    ).length;
    expect(await reader({ eventsMax: count }).read({ funnel: FUNNEL, range: RANGE }, NEVER)).toMatchObject({ kind: 'COUNTED' });
    expect(await reader({ eventsMax: count - 1 }).read({ funnel: FUNNEL, range: RANGE }, NEVER)).toEqual({
      kind: 'TOO_MUCH',
      eventsMax: count - 1,
    });
  });

  it('are refused while as many as may are counted, and counted again afterwards', async () => {
    const one = reader();
    const [first, second] = await Promise.all([
      one.read({ funnel: FUNNEL, range: RANGE }, NEVER),
      one.read({ funnel: FUNNEL, range: RANGE }, NEVER),
    ]);
    expect([first.kind, second.kind]).toEqual(['COUNTED', 'BUSY']);
    expect(await one.read({ funnel: FUNNEL, range: RANGE }, NEVER)).toMatchObject({ kind: 'COUNTED' });
  });

  it('are given up when nobody waits for them, and make room', async () => {
    const one = reader();
    expect(await one.read({ funnel: FUNNEL, range: RANGE }, AbortSignal.abort())).toEqual({ kind: 'ABANDONED' });
    expect(await one.read({ funnel: FUNNEL, range: RANGE }, NEVER)).toMatchObject({ kind: 'COUNTED' });
  });
});

describe('a funnel on PostgreSQL', () => {
  it('is too much when a page takes too long, and leaves the connection as it was', async () => {
    await using opened = await openTestStore('PostgreSQL');
    const { sql } = opened.database;
    const pages = createSqlFunnelPages(sql, { pageRows: 7, pageMsMax: 100 });
    const slow = createFunnelReader({ pages, eventsMax: 10_000, togetherMax: 1 });
    await sql.transaction(async (transaction) => {
      await transaction.query('lock table events in access exclusive mode');
      expect(await slow.read({ funnel: FUNNEL, range: RANGE }, NEVER)).toEqual({ kind: 'TOO_MUCH', eventsMax: 10_000 });
    });
    expect(await sql.query(`select current_setting('statement_timeout') as value`)).toEqual([{ value: '30s' }]);
    expect(await slow.read({ funnel: FUNNEL, range: RANGE }, NEVER)).toMatchObject({ kind: 'COUNTED' });
  });
});

type Ordered = { readonly viewerId: string; readonly at: number; readonly key: string };
const byViewerTimeAndKey = (a: Ordered, b: Ordered): number => {
  const placeOf = ({ viewerId, at, key }: Ordered) => `${viewerId}/${String(at).padStart(15, '0')}/${key}`;
  return placeOf(a) < placeOf(b) ? -1 : 1;
};

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AssessedEvent } from '#domain/assessed-event.ts';
import type { Activity } from '#domain/event-facts.ts';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import type { Sql } from '#store/sql.ts';
import { readRecentActivity } from '#store/events/recent-activity.ts';
import { readRecentPlaces } from '#store/events/recent-places.ts';
import { anAssessment } from '../support/an-assessment.ts';
import { anIdentifiedEvent } from '../support/builders.ts';
import { DATABASE_KINDS, openTestStore, type TestStore } from '../support/test-store.ts';

const MINUTE_MS = 60_000;
const now = new Date();
const viewers = Array.from({ length: 50 }, () => randomUUID());

const anAssessed = (event: Partial<PlaybackEvent>, viewerId: string | null): AssessedEvent => ({
  identified: anIdentifiedEvent({ eventId: randomUUID(), ...event }, { viewerId, deviceId: null }),
  assessment: anAssessment(),
});

const read = async (sql: Sql, pageRows?: number): Promise<readonly (readonly Activity[])[]> => {
  const pages: (readonly Activity[])[] = [];
  for await (const page of readRecentActivity(sql, now, pageRows)) pages.push(page);
  return pages;
};
const eventsIn = (activities: readonly Activity[]) => activities.reduce((sum, { count }) => sum + count, 0);

const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 60 * MINUTE_MS);
const countryOfPrefix = (prefix: string) => (prefix === '10.0.1.0/24' ? 'NL' : 'US');

describe.each(DATABASE_KINDS)('recent activity on %s', (kind) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await openTestStore(kind);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  const save = (events: readonly AssessedEvent[]) => opened.store.inTransaction(now, (transaction) => transaction.save(events, []));

  it('is nothing where nothing was stored', async () => {
    expect(await read(opened.database.sql)).toEqual([]);
  });

  it('tells every event of the last two hours once, however small the pages', async () => {
    const old = anAssessed({ occurredAt: new Date(now.getTime() - 121 * MINUTE_MS) }, viewers[0] ?? null);
    const spread = Array.from({ length: 300 }, (_, i) =>
      anAssessed({ occurredAt: new Date(now.getTime() - 119 * MINUTE_MS + i * 20_000) }, viewers[i % 50] ?? null),
    );
    const burst = viewers.flatMap((viewer, i) =>
      [0, 1, 2].map(() => anAssessed({ occurredAt: new Date(now.getTime() - (i % 4)), eventType: 'ERROR' }, viewer)),
    );
    await save([old, ...spread, ...burst]);
    for (const [pageRows, largest] of [
      [5_000, 5_000],
      [20, 20],
      [1, 15], // as many as share a millisecond
    ] as const) {
      const pages = await read(opened.database.sql, pageRows);
      expect(eventsIn(pages.flat())).toBe(450);
      expect(eventsIn(pages.flat().filter(({ isError }) => isError))).toBe(150);
      const times = pages.map((page) => Math.max(...page.map(({ at }) => at.getTime())));
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(largest);
    }
  });

  it('gathers what is alike within a minute, and keeps minutes apart', async () => {
    const pages = await read(opened.database.sql);
    for (const page of pages) {
      const minutes = new Set(page.map(({ at }) => Math.floor(at.getTime() / MINUTE_MS)));
      expect(minutes.size).toBe(1);
      expect(new Set(page.map(({ viewerId, isError }) => `${viewerId} ${isError}`)).size).toBe(page.length);
    }
  });

  it('tells sessions and their ends, failures to sign in, and seeks', async () => {
    const kinds = ['PLAY', 'STOP', 'LOGIN_FAILED', 'SEEK'] as const;
    const viewer = randomUUID();
    await save(
      kinds.map((eventType, i) =>
        anAssessed({ eventType, sessionId: `kind-${i}`, occurredAt: new Date(now.getTime() - i * 1_000) }, viewer),
      ),
    );
    const own = (await read(opened.database.sql)).flat().filter(({ viewerId }) => viewerId === viewer);
    const told = own.map(({ sessionId, isSessionEnd, isAuthFailure, isSeek }) => ({ sessionId, isSessionEnd, isAuthFailure, isSeek }));
    const nothing = { isSessionEnd: false, isAuthFailure: false, isSeek: false };
    expect(told.toSorted((a, b) => ((a.sessionId ?? '') < (b.sessionId ?? '') ? -1 : 1))).toEqual([
      { sessionId: 'kind-0', ...nothing },
      { sessionId: 'kind-1', ...nothing, isSessionEnd: true },
      { sessionId: 'kind-2', ...nothing, isAuthFailure: true },
      { sessionId: 'kind-3', ...nothing, isSeek: true },
    ]);
  });

  it('tells where viewers were within a day and an hour, by the network of their address, and counts nothing', async () => {
    const [near, far, nameless] = [randomUUID(), randomUUID(), null];
    const visit = (viewerId: string | null, prefix: string | null, hours: number): AssessedEvent => {
      const event = anAssessed({ occurredAt: hoursAgo(hours), region: 'NL' }, viewerId);
      return { ...event, identified: { ...event.identified, ipPrefix: prefix } };
    };
    await save([
      visit(near, '10.0.1.0/24', 3),
      visit(near, '10.0.1.0/24', 20),
      visit(near, '10.0.2.0/24', 24.9),
      visit(far, '10.0.1.0/24', 25.1),
      visit(near, null, 2),
      visit(nameless, '10.0.3.0/24', 2),
    ]);
    const places: Activity[] = [];
    for await (const page of readRecentPlaces(opened.database.sql, { now, countryOfPrefix })) places.push(...page);
    const own = places.filter(({ viewerId, ipPrefix }) => viewerId === far || (viewerId === near && ipPrefix !== null));
    expect(own.map(({ ipCountry, at: seen, count }) => [ipCountry, seen, count])).toEqual([
      ['US', hoursAgo(24.9), 0],
      ['NL', hoursAgo(3), 0],
    ]);
    expect(places.some(({ ipPrefix }) => ipPrefix === '10.0.3.0/24')).toBe(false);
  });
});

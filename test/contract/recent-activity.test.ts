import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AssessedEvent } from '#domain/assessed-event.ts';
import type { Activity } from '#domain/event-facts.ts';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import type { Sql } from '#store/sql.ts';
import { readRecentActivity } from '#store/events/recent-activity.ts';
import { anIdentifiedEvent } from '../support/builders.ts';
import { DATABASE_KINDS, openTestStore, type TestStore } from '../support/test-store.ts';

const MINUTE_MS = 60_000;
const now = new Date();
const viewers = Array.from({ length: 50 }, () => randomUUID());

const anAssessed = (event: Partial<PlaybackEvent>, viewerId: string | null): AssessedEvent => ({
  identified: anIdentifiedEvent({ eventId: randomUUID(), ...event }, { viewerId, deviceId: null }),
  assessment: { score: 0, level: 'LOW', findings: [], skippedRules: [], rulesetVersion: 'test-1', evaluatedAt: now },
});

const read = async (sql: Sql, pageRows?: number): Promise<readonly (readonly Activity[])[]> => {
  const pages: (readonly Activity[])[] = [];
  for await (const page of readRecentActivity(sql, now, pageRows)) pages.push(page);
  return pages;
};
const eventsIn = (activities: readonly Activity[]) => activities.reduce((sum, { count }) => sum + count, 0);

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
});

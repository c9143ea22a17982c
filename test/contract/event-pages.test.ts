import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AssessedEvent } from '#domain/assessed-event.ts';
import { EVERYTHING, oneOf } from '#domain/conditions/condition.ts';
import type { EventCondition } from '#domain/conditions/event-condition.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import type { EventOrder, EventPageRequest, EventPosition, EventReader } from '#store/events/event-reader.ts';
import { createEventInsert } from '#store/events/event-table.ts';
import { createSqlEventReader } from '#store/events/sql-event-reader.ts';
import { anAssessment } from '../support/an-assessment.ts';
import { createArrayEventReader } from '../support/array-event-reader.ts';
import { anIdentifiedEvent } from '../support/builders.ts';
import { DATABASE_KINDS, openTestStore, type TestStore } from '../support/test-store.ts';

const EVENTS = 60;
const now = new Date();
/** Few times and scores, so that many events share them and the key decides. */
const times = fc.nat({ max: 12 }).map((hours) => new Date(now.getTime() - hours * 3_600_000));
const scores = fc.constantFrom(0, 0, 0, 35, 60);

const insertEvents = createEventInsert(null);
const anEvent = (occurredAt: Date, score: number, sessionId = 'all'): AssessedEvent => ({
  identified: anIdentifiedEvent(
    { eventId: randomUUID(), occurredAt, sessionId, eventType: score > 0 ? 'PLAY' : 'STOP' },
    { viewerId: null, deviceId: null },
  ),
  assessment: anAssessment({ score }),
});

const positionOf = ({ assessment, occurredAt, key }: StoredEvent): EventPosition => ({ score: assessment.score, occurredAt, key });
const keysOf = (events: readonly StoredEvent[]): readonly string[] => events.map(({ key }) => key);

const ORDERS = (['OCCURRED_AT', 'SCORE'] as const).flatMap((field) =>
  (['ASC', 'DESC'] as const).map((direction): EventOrder => ({ field, direction })),
);

describe.each(DATABASE_KINDS)('pages of events on %s', (kind) => {
  let opened: TestStore;
  let reader: EventReader;
  let stored: readonly StoredEvent[];
  beforeAll(async () => {
    opened = await openTestStore(kind);
    reader = createSqlEventReader(opened.database.sql);
    const events = fc.sample(fc.tuple(times, scores), EVENTS).map(([at, score]) => anEvent(at, score));
    await insertEvents(opened.database.sql, events, now);
    const order = { field: 'OCCURRED_AT', direction: 'ASC' } as const;
    stored = (await reader.page({ condition: EVERYTHING, order, limit: EVENTS, from: 'first' })).events;
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  it('hold what lies between any two places, from either end, in any order', async () => {
    const place = fc.option(fc.constantFrom(...stored).map(positionOf));
    const requests = fc
      .record({
        condition: fc.constantFrom<EventCondition>(EVERYTHING, oneOf('eventType', ['PLAY'])),
        order: fc.constantFrom(...ORDERS),
        after: place,
        before: place,
        limit: fc.integer({ min: 1, max: 20 }),
        from: fc.constantFrom('first' as const, 'last' as const),
      })
      .map(({ after, before, ...request }): EventPageRequest => ({ ...request, ...(after && { after }), ...(before && { before }) }));
    const whole = createArrayEventReader(stored, []);
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const [page, expected] = [await reader.page(request), await whole.page(request)];
        expect([keysOf(page.events), page.hasMore]).toEqual([keysOf(expected.events), expected.hasMore]);
      }),
      { numRuns: 150 },
    );
  });

  /** All pages one after the other, with `between` done after each. */
  const walk = async (request: Omit<EventPageRequest, 'limit'>, between: () => Promise<void>): Promise<readonly string[]> => {
    const seen: string[] = [];
    let edge: EventPosition | undefined;
    for (let hasMore = true; hasMore && seen.length < 10 * EVENTS;) {
      const bound = edge === undefined ? {} : request.from === 'first' ? { after: edge } : { before: edge };
      const page = await reader.page({ ...request, ...bound, limit: 7 });
      hasMore = page.hasMore;
      const keys = keysOf(page.events);
      if (request.from === 'first') seen.push(...keys);
      else seen.unshift(...keys);
      const last = request.from === 'first' ? page.events.at(-1) : page.events.at(0);
      edge = last && positionOf(last);
      await between();
    }
    return seen;
  };

  it.each(ORDERS.flatMap((order) => (['first', 'last'] as const).map((from) => ({ ...order, from }))))(
    'show what was there once each, in order, while more is stored between them: $field $direction from the $from',
    async ({ from, ...order }) => {
      const sessionId = randomUUID();
      const some = () => fc.sample(fc.tuple(times, scores), 3).map(([at, score]) => anEvent(at, score, sessionId));
      const { sql } = opened.database;
      await insertEvents(sql, Array.from({ length: 8 }, some).flat(), now);
      const request = { condition: oneOf('session', [sessionId]), order, from };
      const before = keysOf((await reader.page({ ...request, limit: 100 })).events);
      const seen = await walk(request, async () => insertEvents(sql, some(), now));
      const old = new Set(before);
      expect(before).toHaveLength(24);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((key) => old.has(key))).toEqual(before);
    },
  );
});

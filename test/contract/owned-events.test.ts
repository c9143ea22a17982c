import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVERYTHING, oneOf } from '#domain/conditions/condition.ts';
import type { EventCondition } from '#domain/conditions/event-condition.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import { createEventInsert } from '#store/events/event-table.ts';
import type { OwnedPageRequest, OwnerField } from '#store/events/owned-event-reader.ts';
import { createSqlEventReader } from '#store/events/sql-event-reader.ts';
import { createSqlOwnedEventReader } from '#store/events/sql-owned-event-reader.ts';
import { anAssessment } from '../support/an-assessment.ts';
import { createArrayOwnedEventReader } from '../support/array-event-reader.ts';
import { anIdentifiedEvent } from '../support/builders.ts';
import { recordStatements } from '../support/statement-plans.ts';
import { DATABASE_KINDS, openTestStore, type TestStore } from '../support/test-store.ts';

const EVENTS = 80;
const now = new Date();
const uuids = Array.from({ length: 4 }, () => randomUUID());
const titles = ['title "1", {x}\\', 'NULL', 'title-2', 'nobody watched'];
/** The last of each has no events. */
const OWNERS: Readonly<Record<OwnerField, readonly string[]>> = { viewer: uuids, device: uuids, content: titles };

/** Few times, so that events share them and the key decides. */
const someEvents = fc
  .record({
    viewerId: fc.constantFrom(null, ...uuids.slice(0, -1)),
    deviceId: fc.constantFrom(null, ...uuids.slice(0, -1)),
    contentId: fc.constantFrom(null, ...titles.slice(0, -1)),
    hoursAgo: fc.nat(12),
    eventType: fc.constantFrom('PLAY' as const, 'STOP' as const),
  })
  .map(({ viewerId, deviceId, contentId, hoursAgo, eventType }) => ({
    identified: anIdentifiedEvent(
      { eventId: randomUUID(), contentId, eventType, occurredAt: new Date(now.getTime() - hoursAgo * 3_600_000) },
      { viewerId, deviceId },
    ),
    assessment: anAssessment(),
  }));

describe.each(DATABASE_KINDS)('the events of several viewers, devices or titles on %s', (kind) => {
  let opened: TestStore;
  let stored: readonly StoredEvent[];
  beforeAll(async () => {
    opened = await openTestStore(kind);
    const { sql } = opened.database;
    await createEventInsert(null)(sql, fc.sample(someEvents, EVENTS), now);
    const order = { field: 'OCCURRED_AT', direction: 'ASC' } as const;
    stored = (await createSqlEventReader(sql).page({ condition: EVERYTHING, order, limit: EVENTS, from: 'first' })).events;
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  const condition = fc.constantFrom<EventCondition>(EVERYTHING, oneOf('eventType', ['PLAY']));
  const owners = fc
    .constantFrom<OwnerField>('viewer', 'device', 'content')
    .chain((field) => fc.record({ field: fc.constant(field), ids: fc.shuffledSubarray([...OWNERS[field]]) }));

  it('are for each what its own list would be, in the order asked for, by one statement', async () => {
    const place = fc.option(fc.constantFrom(...stored).map(({ occurredAt, key }) => ({ score: 0, occurredAt, key })));
    const requests = fc
      .record({
        condition,
        direction: fc.constantFrom('ASC' as const, 'DESC' as const),
        after: place,
        before: place,
        limit: fc.integer({ min: 1, max: 20 }),
        from: fc.constantFrom('first' as const, 'last' as const),
      })
      .map(({ after, before, ...request }): OwnedPageRequest => ({ ...request, ...(after && { after }), ...(before && { before }) }));
    const truth = createArrayOwnedEventReader(stored, []);
    await fc.assert(
      fc.asyncProperty(owners, requests, async (some, request) => {
        const { sql, run } = recordStatements(opened.database.sql);
        const pages = await createSqlOwnedEventReader(sql).pages(some, request);
        expect(pages).toEqual(await truth.pages(some, request));
        expect(run).toHaveLength(1);
      }),
      { numRuns: 200 },
    );
  });

  it('are counted up to a limit, by one statement', async () => {
    const truth = createArrayOwnedEventReader(stored, []);
    await fc.assert(
      fc.asyncProperty(owners, condition, fc.integer({ min: 1, max: 40 }), async (some, asked, limit) => {
        const { sql, run } = recordStatements(opened.database.sql);
        expect(await createSqlOwnedEventReader(sql).counts(some, asked, limit)).toEqual(await truth.counts(some, asked, limit));
        expect(run).toHaveLength(1);
      }),
    );
  });
});

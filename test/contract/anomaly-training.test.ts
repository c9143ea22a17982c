import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followAnomalyModel } from '#assessment/follow-anomaly-model.ts';
import { trainWhenDue } from '#jobs/anomaly-training-job.ts';
import { FEATURE_NAMES } from '#scoring/anomaly/viewer-features.ts';
import { createAnomalyModelReader } from '#store/anomaly/anomaly-model-table.ts';
import { readViewerHours } from '#store/anomaly/viewer-hours.ts';
import { DATABASE_KINDS, openTestStore, SILENT, type TestStore } from '../support/test-store.ts';

const HOUR = 3_600_000;
const VIEWER = 'aaaaaaaa-0000-4000-8000-000000000000';
const FIRST = '00000000-0000-0000-0000-000000000000';
/** The hour before this one began. */
const FROM = new Date(Math.floor(Date.now() / HOUR) * HOUR - HOUR);
const SAMPLE = {
  from: FROM,
  to: new Date(FROM.getTime() + HOUR),
  firstViewerId: FIRST,
  eventsMax: 10_000,
  hoursMax: 1_000,
  hourEventsMin: 10,
};

/** Events of a viewer in the hour, one each `secondsApart`: event i is what row(i) says. */
const EVENTS = `insert into events (key, occurred_at, received_at, stored_at, source, event_id, event_type, viewer_id, device_id, content_id,
    session_id, region, ip_prefix, score, level, ruleset_version)
  select gen_random_uuid(), $2::timestamptz + i * interval '1 second' * $4::int, now(), now(), 'test', i::text,
    case when i % 10 = 1 then 'ERROR' when i % 5 = 2 then 'SEEK' else 'HEARTBEAT' end, $1::uuid, gen_random_uuid(),
    'title-' || i % 3, 'session-' || i / 4, case when i < 9 then 'NL' else 'US-CA' end, null, 0, 'LOW', 'test'
  from generate_series(0, $3::int - 1) as i`;

const CROWD = `insert into events (key, occurred_at, received_at, stored_at, source, event_id, event_type, viewer_id, region, score, level, ruleset_version)
  select gen_random_uuid(), $1::timestamptz + i * interval '1 minute', now(), now(), 'test', v || '-' || i, 'HEARTBEAT', viewer, 'NL', 0, 'LOW', 'test'
  from (select v, gen_random_uuid() as viewer from generate_series(1, 300) as v) as viewers, generate_series(0, 9 + v % 7) as i`;

describe.each(DATABASE_KINDS)('training on %s', (kind) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await openTestStore(kind);
    await opened.database.sql.query(EVENTS, [VIEWER, FROM.toISOString(), 20, 60]);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  const now = () => new Date(FROM.getTime() + HOUR);
  const train = (at = now()) => trainWhenDue({ sql: opened.database.sql, eventsMax: 10_000, now: () => at });

  it('counts what a viewer did in an hour', async () => {
    expect(await readViewerHours(opened.database.sql, SAMPLE)).toEqual([
      {
        hour: FROM,
        region: 'US-CA',
        events: 20,
        regions: 2,
        ipPrefixes: 0,
        devices: 20,
        sessionsTogether: 2,
        titles: 3,
        errors: 2,
        seeks: 4,
        quarters: [15, 5, 0, 0],
      },
    ]);
  });

  it.each([
    ['that begins with a later viewer goes on with the first', { firstViewerId: 'bbbbbbbb-0000-4000-8000-000000000000' }, 1],
    ['leaves out hours of few events', { hourEventsMin: 21 }, 0],
    ['reads no more events than it may', { eventsMax: 12, hourEventsMin: 12 }, 1],
    ['stays within its period', { to: FROM }, 0],
  ])('on a sample %s', async (_name, sample, hours) => {
    expect(await readViewerHours(opened.database.sql, { ...SAMPLE, ...sample })).toHaveLength(hours);
  });

  it('waits until there is enough, then makes a model, and the next when it is an hour old', async () => {
    const models = createAnomalyModelReader(opened.database.sql);
    expect(await train()).toEqual({ kind: 'too-little', hours: 1 });
    expect(await models.newestSummary()).toBeNull();
    await opened.database.sql.query(CROWD, [FROM.toISOString()]);
    const outcome = await train();
    expect(outcome.kind).toBe('trained');
    expect(await models.newestSummary()).toMatchObject({ version: 1, trainedAt: now(), trainedOn: 301, featureNames: FEATURE_NAMES });
    expect(await train()).toEqual({ kind: 'not-due' });
    expect(await train(new Date(now().getTime() + HOUR))).toMatchObject({ kind: 'trained', model: { version: 2 } });
    expect(await models.newerThan(2)).toBeNull();
  });

  it('is followed by every process', async () => {
    await using followed = followAnomalyModel({ models: createAnomalyModelReader(opened.database.sql), log: SILENT, pollMs: 20 });
    await expect.poll(() => followed.current()?.version).toBe('2');
    expect(followed.current()?.forest.width).toBe(FEATURE_NAMES.length);
    await train(new Date(now().getTime() + 3 * HOUR));
    await expect.poll(() => followed.current()?.version).toBe('3');
  });

  it('is done by one process at a time', async () => {
    const later = new Date(now().getTime() + 9 * HOUR);
    const outcomes = await Promise.all([train(later), train(later), train(later)]);
    expect(outcomes.filter(({ kind: what }) => what === 'trained')).toHaveLength(1);
  });
});

import type { Sql } from '#store/sql.ts';
import { countEvents } from '#store/statistics/counting/count-stored.ts';
import { type CountedEventRow, countedEventOf, EVENT_COLUMNS } from '#store/statistics/counting/counted-event.ts';
import { becomeCounter } from '#store/statistics/counting/counter-lock.ts';
import { RECOUNT } from '#store/statistics/counting/counting-tables.ts';
import { addToRollups } from '#store/statistics/counting/rollup-table.ts';
import { createTally } from '#store/statistics/counting/tally.ts';
import { DAY_MS } from '#store/statistics/rollup.ts';
import { comparedSlices } from './compared-slices.ts';
import { type Difference, readDifferences, replaceStatistics } from './differences.ts';

/** What a recount found. */
export type Recount = {
  /** Events that were counted anew. */
  readonly events: number;
  /** Statistics are compared from here on: older events may be gone. */
  readonly since: Date;
  /** Rows of statistics that are not what the events say. */
  readonly differenceCount: number;
  /** The first of them. */
  readonly differences: readonly Difference[];
};

export type RecountOptions = {
  readonly now: Date;
  /** Whether to put the recount in the place of what was wrong. */
  readonly isMending: boolean;
};

/** Events in memory at a time. */
const PAGE_EVENTS = 20_000;
const ALERTS_PAGE = 20_000;
/** Days of events that are surely whole: partitions reach further back. */
const WHOLE_DAYS = 29;

/**
 * Counts every event anew, in the order of time, into tables of its own, and compares them with the statistics both ways,
 * all as of one moment. Meanwhile nothing is counted, but events are stored as ever. Latencies are measurements of the
 * moment and are not recounted. Null when somebody else is counting: try again.
 */
export const recountStatistics = (sql: Sql, { now, isMending }: RecountOptions): Promise<Recount | null> =>
  sql.transaction(async (transaction) => {
    if (!(await becomeCounter(transaction))) return null;
    for (const statement of PREPARE) await transaction.query(statement);
    const since = await comparableSince(transaction, now);
    await recountAlerts(transaction, now);
    const events = await recountEvents(transaction, now);
    for (const statement of ANALYZE) await transaction.query(statement);
    const slices = comparedSlices(since, now);
    const { count, differences } = await readDifferences(transaction, slices);
    if (isMending && count > 0) await replaceStatistics(transaction, slices);
    return { events, since, differenceCount: count, differences };
  });

const comparableSince = async (sql: Sql, now: Date): Promise<Date> => {
  const [oldest] = await sql.query<{ readonly occurred_at: string }>('select occurred_at from events order by occurred_at limit 1');
  const first = Math.floor((oldest === undefined ? now : new Date(oldest.occurred_at)).getTime() / DAY_MS) * DAY_MS;
  return new Date(now.getTime() - first > WHOLE_DAYS * DAY_MS ? first + DAY_MS : first);
};

const recountEvents = async (sql: Sql, now: Date): Promise<number> => {
  let events = 0;
  let after: CountedEventRow | undefined;
  for (;;) {
    const rows: readonly CountedEventRow[] = await sql.query<CountedEventRow>(PAGE, [
      after === undefined ? '-infinity' : new Date(after.at).toISOString(),
      after?.key ?? '00000000-0000-0000-0000-000000000000',
      PAGE_EVENTS,
    ]);
    await countEvents(sql, rows.map(countedEventOf), { tables: RECOUNT, tally: createTally(now), noteIds: [] });
    events += rows.length;
    after = rows.at(-1);
    if (rows.length < PAGE_EVENTS) return events;
  }
};

/** Alerts as far as they are counted. */
const recountAlerts = async (sql: Sql, now: Date): Promise<void> => {
  let last = 0;
  for (;;) {
    const alerts = await sql.query<{ readonly sequence: number; readonly at: number; readonly region: string; readonly level: string }>(
      ALERTS,
      [last, ALERTS_PAGE],
    );
    const tally = createTally(now);
    for (const alert of alerts) tally.addAlert(alert);
    await addToRollups(sql, RECOUNT, await tally.additions());
    last = alerts.at(-1)?.sequence ?? last;
    if (alerts.length < ALERTS_PAGE) return;
  }
};

const PREPARE = [
  'create temporary table recounted_rollups (like rollups including all) on commit drop',
  'create temporary table recounted_sessions (like sessions including all) on commit drop',
  'create temporary table still_uncounted on commit drop as select unnest(keys) as key from uncounted_batches',
  'create index on still_uncounted (key)',
  'analyze still_uncounted',
];
const ANALYZE = ['analyze recounted_rollups', 'analyze recounted_sessions'];

/** In the order of the primary key. */
const PAGE = `select ${EVENT_COLUMNS} from events e where (e.occurred_at, e.key) > ($1::timestamptz, $2::uuid)
  and not exists (select from still_uncounted u where u.key = e.key) order by e.occurred_at, e.key limit $3::int`;
const ALERTS = `select sequence::float8 as sequence, (extract(epoch from event_occurred_at) * 1000)::float8 as at, region, level from risk_alerts
  where sequence > $1::bigint and sequence <= (select sequence from counting_positions where name = 'risk_alerts') order by sequence limit $2::int`;

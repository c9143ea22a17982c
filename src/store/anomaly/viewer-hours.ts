import { SESSIONS_TOGETHER_MS, VIEWER_HOUR_MS, type ViewerHour } from '#domain/viewer-hour.ts';
import type { Sql } from '#store/sql.ts';

/** Which hours to read. */
export type HourSample = {
  readonly from: Date;
  readonly to: Date;
  /** A UUID. Viewers are read from here on and then from the first: pseudonyms are random, and so is the sample. */
  readonly firstViewerId: string;
  /** Events read at most: what a training costs. */
  readonly eventsMax: number;
  /** Hours answered at most. */
  readonly hoursMax: number;
  /** Hours with fewer events are left out. */
  readonly hourEventsMin: number;
};

/** A viewer's hour; night is not told from UTC, so the events of each quarter come with the region instead. */
export type CountedHour = Omit<ViewerHour, 'nightEvents'> & {
  readonly hour: Date;
  /** Of the last event. */
  readonly region: string;
  /** Events of the four quarters of the hour. */
  readonly quarters: readonly number[];
};

/** What viewers did in each full hour of a period, by viewer and time. */
export const readViewerHours = async (sql: Sql, sample: HourSample): Promise<readonly CountedHour[]> => {
  const before = await readSlice(sql, sample, '>=');
  if (before.length >= sample.hoursMax) return before;
  const after = await readSlice(sql, { ...sample, hoursMax: sample.hoursMax - before.length }, '<');
  return [...before, ...after];
};

type Row = {
  readonly hour: string;
  readonly region: string;
  readonly events: number;
  readonly regions: number;
  readonly ip_prefixes: number;
  readonly devices: number;
  readonly sessions_together: number;
  readonly titles: number;
  readonly errors: number;
  readonly seeks: number;
  readonly quarter_1: number;
  readonly quarter_2: number;
  readonly quarter_3: number;
  readonly quarter_4: number;
};

const readSlice = async (sql: Sql, sample: HourSample, side: '>=' | '<'): Promise<readonly CountedHour[]> => {
  const { from, to, firstViewerId, eventsMax, hoursMax, hourEventsMin } = sample;
  const rows = await sql.query<Row>(hoursStatement(side), [
    firstViewerId,
    from.toISOString(),
    to.toISOString(),
    eventsMax,
    hourEventsMin,
    hoursMax,
  ]);
  return rows.map(hourOf);
};

const hourOf = (row: Row): CountedHour => ({
  hour: new Date(row.hour),
  region: row.region,
  events: row.events,
  regions: row.regions,
  ipPrefixes: row.ip_prefixes,
  devices: row.devices,
  sessionsTogether: row.sessions_together,
  titles: row.titles,
  errors: row.errors,
  seeks: row.seeks,
  quarters: [row.quarter_1, row.quarter_2, row.quarter_3, row.quarter_4],
});

const HOUR = `date_bin('${VIEWER_HOUR_MS} ms', occurred_at, 'epoch')`;
const TOGETHER = `date_bin('${SESSIONS_TOGETHER_MS} ms', occurred_at, 'epoch')`;
const QUARTER = 'extract(minute from occurred_at)::int / 15';

/** Reads events_viewer_index of each partition in its order and stops at the limit: the cost does not grow with the store. */
const hoursStatement = (side: '>=' | '<'): string => `with sampled as materialized (
    select viewer_id, ${HOUR} as hour, ${TOGETHER} as together, ${QUARTER} as quarter,
      occurred_at, event_type, region, ip_prefix, device_id, content_id, session_id
    from events where viewer_id ${side} $1::uuid and occurred_at >= $2::timestamptz and occurred_at < $3::timestamptz
    order by viewer_id, occurred_at limit $4::int),
  sessions as (
    select viewer_id, hour, together, session_id,
      (array_agg(event_type order by occurred_at desc))[1] in ('STOP', 'LOGOUT') as is_ended
    from sampled where session_id is not null group by 1, 2, 3, 4),
  peaks as (
    select viewer_id, hour, max(sessions) as sessions_together from (
      select viewer_id, hour, together, (count(*) filter (where not is_ended))::int as sessions from sessions group by 1, 2, 3) as spans
    group by 1, 2),
  hours as (
    select viewer_id, hour, (array_agg(region order by occurred_at desc))[1] as region, count(*)::int as events,
      count(distinct region)::int as regions, count(distinct ip_prefix)::int as ip_prefixes,
      count(distinct device_id)::int as devices, count(distinct content_id)::int as titles,
      (count(*) filter (where event_type = 'ERROR'))::int as errors, (count(*) filter (where event_type = 'SEEK'))::int as seeks,
      (count(*) filter (where quarter = 0))::int as quarter_1, (count(*) filter (where quarter = 1))::int as quarter_2,
      (count(*) filter (where quarter = 2))::int as quarter_3, (count(*) filter (where quarter = 3))::int as quarter_4
    from sampled group by 1, 2 having count(*) >= $5::int)
  select hours.*, coalesce(sessions_together, 0) as sessions_together from hours left join peaks using (viewer_id, hour) order by viewer_id, hour limit $6::int`;

import { type Activity, LATENESS_MS_MAX, WINDOW_MS_MAX } from '#domain/event-facts.ts';
import type { Sql } from '#store/sql.ts';

const MINUTE_MS = 60_000;
/** Rows of one page, about; only events of one and the same millisecond can be more. */
const PAGE_ROWS = 5_000;

/**
 * What stored events add to the windows that reach `now`, in order of time: windows kept in memory start from it. Each page
 * holds a minute, or the part of one that is few enough rows, so that the whole is read once and no page is large.
 */
export async function* readRecentActivity(sql: Sql, now: Date, pageRows = PAGE_ROWS): AsyncGenerator<readonly Activity[]> {
  const [reach] = await sql.query<{ first: string | null; last: string | null }>(REACH, [
    new Date(now.getTime() - WINDOW_MS_MAX - LATENESS_MS_MAX).toISOString(),
  ]);
  if (!reach?.first || !reach.last) return;
  const end = Date.parse(reach.last) + 1;
  let spanMs = MINUTE_MS;
  for (let from = Math.floor(Date.parse(reach.first)); from < end;) {
    const asked = Math.min(spanMs, nextMinute(from) - from);
    const page = await readPage({ sql, pageRows }, from, asked);
    if (page.rows.length > 0) yield page.rows.map(activityOf);
    from += page.spanMs;
    spanMs = page.spanMs < asked ? page.spanMs : Math.min(spanMs * 2, MINUTE_MS);
  }
}

type Reading = { readonly sql: Sql; readonly pageRows: number };

/** The rows of a span, halved until they are few enough. */
const readPage = async (
  reading: Reading,
  from: number,
  spanMs: number,
): Promise<{ readonly rows: readonly ActivityRow[]; readonly spanMs: number }> => {
  const limit = spanMs > 1 ? reading.pageRows + 1 : null;
  const rows = await reading.sql.query<ActivityRow>(BETWEEN, [isoTime(from), isoTime(from + spanMs), limit]);
  return limit !== null && rows.length === limit ? readPage(reading, from, Math.ceil(spanMs / 2)) : { rows, spanMs };
};

const nextMinute = (time: number): number => (Math.floor(time / MINUTE_MS) + 1) * MINUTE_MS;
const isoTime = (time: number): string => new Date(time).toISOString();

type ActivityRow = {
  readonly at: string;
  readonly viewer_id: string | null;
  readonly device_id: string | null;
  readonly content_id: string | null;
  readonly region: string;
  readonly ip_prefix: string | null;
  readonly session_id: string | null;
  readonly is_session_end: boolean;
  readonly is_error: boolean;
  readonly is_auth_failure: boolean;
  readonly is_seek: boolean;
  readonly count: number;
};

const activityOf = (row: ActivityRow): Activity => ({
  at: new Date(row.at),
  viewerId: row.viewer_id,
  deviceId: row.device_id,
  contentId: row.content_id,
  region: row.region,
  ipPrefix: row.ip_prefix,
  ipCountry: null,
  sessionId: row.session_id,
  isSessionEnd: row.is_session_end,
  isError: row.is_error,
  isAuthFailure: row.is_auth_failure,
  isSeek: row.is_seek,
  count: row.count,
});

/** By the primary key of each partition, from both its ends. */
const REACH = 'select min(occurred_at) as first, max(occurred_at) as last from events where occurred_at >= $1::timestamptz';

/** By primary key, within one minute and so one partition. */
const BETWEEN = `select max(occurred_at) as at, viewer_id, device_id, content_id, region, ip_prefix,
    event_type = 'ERROR' as is_error, event_type in ('LOGIN_FAILED', 'TOKEN_REFRESH_FAILED') as is_auth_failure,
    session_id, event_type in ('STOP', 'LOGOUT') as is_session_end, event_type = 'SEEK' as is_seek, count(*)::int as count
  from events where occurred_at >= $1::timestamptz and occurred_at < $2::timestamptz
  group by viewer_id, device_id, content_id, region, ip_prefix, is_error, is_auth_failure, session_id, is_session_end, is_seek
  order by 1 limit $3::int`;

import { type Activity, LATENESS_MS_MAX, PLACE_WINDOW_MS_MAX } from '#domain/event-facts.ts';
import type { Sql } from '#store/sql.ts';

/** Rows read at once. */
const PAGE_ROWS = 50_000;

/** What is asked of a prefix; null when nobody knows. */
export type PlacesOptions = { readonly now: Date; readonly countryOfPrefix: (prefix: string) => string | null };

/**
 * Where viewers were last seen, as far back as a rule may compare places, as activities that count nothing: windows kept
 * in memory remember places longer than everything else.
 */
export async function* readRecentPlaces(sql: Sql, { now, countryOfPrefix }: PlacesOptions): AsyncGenerator<readonly Activity[]> {
  const since = new Date(now.getTime() - PLACE_WINDOW_MS_MAX - LATENESS_MS_MAX).toISOString();
  for (let offset = 0; ; offset += PAGE_ROWS) {
    const rows = await sql.query<PlaceRow>(PLACES, [since, PAGE_ROWS, offset]);
    yield rows.map((row) => activityOf(row, countryOfPrefix(row.ip_prefix)));
    if (rows.length < PAGE_ROWS) return;
  }
}

type PlaceRow = { readonly at: string; readonly viewer_id: string; readonly region: string; readonly ip_prefix: string };

const activityOf = (row: PlaceRow, ipCountry: string | null): Activity => ({
  ...NOTHING_DONE,
  at: new Date(row.at),
  viewerId: row.viewer_id,
  region: row.region,
  ipPrefix: row.ip_prefix,
  ipCountry,
});

const NOTHING_DONE = {
  deviceId: null,
  contentId: null,
  sessionId: null,
  isSessionEnd: false,
  isError: false,
  isAuthFailure: false,
  isSeek: false,
  count: 0,
} as const;

/** Partitions of the last day only. Nobody writes yet when this runs, so pages by offset are stable. */
const PLACES = `select max(occurred_at) as at, viewer_id, region, ip_prefix from events
  where occurred_at >= $1::timestamptz and viewer_id is not null and ip_prefix is not null
  group by viewer_id, region, ip_prefix order by 1, 2, 3, 4 limit $2::int offset $3::int`;

import type { PlaybackEventType } from '#domain/playback-event.ts';
import type { RiskLevel } from '#domain/risk.ts';
import { plainArray } from '#store/array-literal.ts';
import type { Sql } from '#store/sql.ts';
import { RISK_EVENTS_MAX, type TypeCount, type ViewerReader, type ViewerRisk } from './viewer-reader.ts';

/** Viewers read from their events. */
export const createSqlViewerReader = (sql: Sql): ViewerReader => ({
  spans: async (viewerIds) => {
    const rows = await sql.query<SpanRow>(SPANS, [plainArray(viewerIds)]);
    const found = new Map(rows.map(({ id, first, last }) => [id, first === null || last === null ? null : spanOf(first, last)]));
    return viewerIds.map((id) => found.get(id) ?? null);
  },
  countsByType: async (viewerIds) => {
    const rows = await sql.query<CountRow>(COUNTS_BY_TYPE, [plainArray(viewerIds)]);
    const found = Map.groupBy(rows, ({ id }) => id);
    return viewerIds.map((id) => (found.get(id) ?? []).map(({ event_type, count }): TypeCount => ({ eventType: event_type, count })));
  },
  risk: async (viewerIds, { from, sessionsFrom }) => {
    const rows = await sql.query<RiskRow>(RISK, [plainArray(viewerIds), from.toISOString(), sessionsFrom.toISOString(), RISK_EVENTS_MAX]);
    const found = new Map(rows.map((row) => [row.id, riskOf(row)]));
    return viewerIds.map((id) => found.get(id) ?? NO_RISK);
  },
});

type SpanRow = { readonly id: string; readonly first: string | null; readonly last: string | null };
type CountRow = { readonly id: string; readonly event_type: PlaybackEventType; readonly count: number };
type RiskRow = {
  readonly id: string;
  readonly events: number;
  readonly score: number | null;
  readonly level: RiskLevel | null;
  readonly regions: number;
  readonly ip_prefixes: number;
  readonly sessions: number;
};

const spanOf = (first: string, last: string) => ({ first: new Date(first), last: new Date(last) });

const NO_RISK: ViewerRisk = { events: 0, score: 0, level: 'LOW', regions: 0, ipPrefixes: 0, sessions: 0 };
const riskOf = ({ events, score, level, regions, ip_prefixes, sessions }: RiskRow): ViewerRisk => ({
  events,
  score: score ?? 0,
  level: level ?? 'LOW',
  regions,
  ipPrefixes: ip_prefixes,
  sessions,
});

/** The ends of events_viewer_index: partitions are asked in their order until one has an event. */
const SPANS = `select asked.id,
    (select occurred_at from events where viewer_id = asked.id order by occurred_at limit 1) as first,
    (select occurred_at from events where viewer_id = asked.id order by occurred_at desc limit 1) as last
  from unnest($1::uuid[]) as asked (id)`;

/** From events_viewer_index alone, which includes the type. */
const COUNTS_BY_TYPE = `select asked.id, counted.event_type, counted.count
  from unnest($1::uuid[]) as asked (id)
  cross join lateral (
    select event_type, count(*)::float8 as count from events where viewer_id = asked.id group by event_type) as counted
  order by counted.count desc, counted.event_type`;

/** The newest events of the window by events_viewer_index. A session is over when its last event ends it. */
const RISK = `select asked.id, risk.* from unnest($1::uuid[]) as asked (id)
  cross join lateral (
    with recent as materialized (
      select occurred_at, event_type, session_id, region, ip_prefix, score, level from events
      where viewer_id = asked.id and occurred_at >= $2::timestamptz order by occurred_at desc limit $4::int),
    sessions as (
      select distinct on (session_id) event_type in ('STOP', 'LOGOUT') as is_over from recent
      where session_id is not null and occurred_at >= $3::timestamptz order by session_id, occurred_at desc, is_over desc)
    select count(*)::int as events, max(score)::int as score, (array_agg(level order by score desc, occurred_at desc))[1] as level,
      count(distinct region)::int as regions, count(distinct ip_prefix)::int as ip_prefixes,
      (select count(*)::int from sessions where not is_over) as sessions
    from recent) as risk`;

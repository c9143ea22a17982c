import { textArray } from '#store/array-literal.ts';
import type { Sql } from '#store/sql.ts';
import type { SessionReader, StoredSession } from './session-reader.ts';

/** Sessions of one name that are answered at most. */
const NAMED_MAX = 10;

/** Sessions as far as their events are counted. */
export const createSqlSessionReader = (sql: Sql): SessionReader => ({
  async byIds(ids) {
    const rows = await sql.query<SessionRow & { readonly place: number }>(BY_IDS, [
      textArray(ids.map(({ source }) => source)),
      textArray(ids.map(({ sessionId }) => sessionId)),
    ]);
    const found = new Map(rows.map((row) => [row.place, sessionOf(row)]));
    return ids.map((_id, i) => found.get(i + 1) ?? null);
  },
  named: async (sessionId) => (await sql.query<SessionRow>(NAMED, [sessionId, NAMED_MAX])).map(sessionOf),
  async ofViewer(viewerId, { after, limit }) {
    const rows = await sql.query<SessionRow>(after === null ? OF_VIEWER : OF_VIEWER_AFTER, [
      viewerId,
      limit + 1,
      ...(after === null ? [] : [after.startedAt.toISOString(), after.source, after.sessionId]),
    ]);
    return { sessions: rows.slice(0, limit).map(sessionOf), hasMore: rows.length > limit };
  },
});

type SessionRow = {
  readonly source: string;
  readonly session_id: string;
  readonly viewer_id: string | null;
  readonly device_id: string | null;
  readonly started_at: string;
  readonly last_event_at: string;
  readonly ended_at: string | null;
  readonly watch_ms: number;
  readonly rebuffer_ms: number;
  readonly error_count: number;
  readonly event_count: number;
};

const sessionOf = (row: SessionRow): StoredSession => ({
  source: row.source,
  sessionId: row.session_id,
  viewerId: row.viewer_id,
  deviceId: row.device_id,
  startedAt: new Date(row.started_at),
  lastEventAt: new Date(row.last_event_at),
  endedAt: row.ended_at === null ? null : new Date(row.ended_at),
  watchMs: row.watch_ms,
  rebufferMs: row.rebuffer_ms,
  errorCount: row.error_count,
  eventCount: row.event_count,
});

const COLUMNS = `s.source, s.session_id, s.viewer_id, s.device_id, s.started_at, s.last_event_at, s.ended_at,
  s.watch_ms::float8 as watch_ms, s.rebuffer_ms::float8 as rebuffer_ms, s.error_count, s.event_count`;
const BY_IDS = `select ${COLUMNS}, place::int as place from unnest($1::text[], $2::text[]) with ordinality as asked (source, session_id, place)
  join sessions s on s.session_id = asked.session_id and s.source = asked.source`;
const NAMED = `select ${COLUMNS} from sessions s where s.session_id = $1::text order by s.started_at desc, s.source limit $2::int`;
/** Relies on sessions_viewer_index, read backwards. */
const OF_VIEWER = `select ${COLUMNS} from sessions s where s.viewer_id = $1::uuid
  order by s.started_at desc, s.source desc, s.session_id desc limit $2::int`;
const OF_VIEWER_AFTER = OF_VIEWER.replace(
  'order by',
  'and (s.started_at, s.source, s.session_id) < ($3::timestamptz, $4::text, $5::text) order by',
);

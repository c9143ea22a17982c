import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Session } from '#domain/sessions/fold-session.ts';
import { plainColumn, textColumn } from '#store/array-literal.ts';
import type { SessionId } from '#store/sessions/session-reader.ts';
import type { Sql } from '#store/sql.ts';
import type { CountingTables } from './counting-tables.ts';

/** One text for a session's id; ids hold no NUL. */
export const sessionName = ({ source, sessionId }: SessionId): string => `${source}\0${sessionId}`;

/** Sessions as they are folded so far, by name. */
export const readFolds = async (
  sql: Sql,
  { sessions }: CountingTables,
  ids: readonly SessionId[],
): Promise<ReadonlyMap<string, Session>> => {
  const rows = await sql.query<FoldRow>(readStatement(sessions), idColumns(ids));
  return new Map(rows.map((row) => [sessionName({ source: row.source, sessionId: row.session_id }), sessionOf(row)]));
};

export type FoldedSession = SessionId & { readonly session: Session };

/** Writes sessions, new and changed. */
export const writeFolds = async (sql: Sql, { sessions }: CountingTables, folded: readonly FoldedSession[]): Promise<void> => {
  for (let i = 0; i < folded.length; i += ROWS_MAX) {
    await nextTurn();
    const page = folded.slice(i, i + ROWS_MAX);
    await sql.query(writeStatement(sessions), [
      ...idColumns(page),
      plainColumn(page, ({ session }) => session.viewerId),
      plainColumn(page, ({ session }) => session.deviceId),
      plainColumn(page, ({ session }) => isoOf(session.startedAt)),
      plainColumn(page, ({ session }) => isoOf(session.last.at)),
      plainColumn(page, ({ session }) => (session.endedAt === null ? null : isoOf(session.endedAt))),
      plainColumn(page, ({ session }) => session.watchMs),
      plainColumn(page, ({ session }) => session.rebufferMs),
      plainColumn(page, ({ session }) => session.errorCount),
      plainColumn(page, ({ session }) => session.eventCount),
      textColumn(page, ({ session: { mode, hasHeartbeat, attempt, last } }) => JSON.stringify({ mode, hasHeartbeat, attempt, last })),
    ]);
  }
};

/** Rows of one statement. */
const ROWS_MAX = 2_000;
const isoOf = (ms: number): string => new Date(ms).toISOString();

type FoldRow = {
  readonly source: string;
  readonly session_id: string;
  readonly viewer_id: string | null;
  readonly device_id: string | null;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly watch_ms: number;
  readonly rebuffer_ms: number;
  readonly error_count: number;
  readonly event_count: number;
  readonly fold: Pick<Session, 'mode' | 'hasHeartbeat' | 'attempt' | 'last'>;
};

const sessionOf = (row: FoldRow): Session => ({
  viewerId: row.viewer_id,
  deviceId: row.device_id,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  watchMs: row.watch_ms,
  rebufferMs: row.rebuffer_ms,
  errorCount: row.error_count,
  eventCount: row.event_count,
  ...row.fold,
});

const idColumns = (ids: readonly SessionId[]): readonly string[] => [
  textColumn(ids, ({ source }) => source),
  textColumn(ids, ({ sessionId }) => sessionId),
];

const readStatement = (sessions: string): string => `select s.source, s.session_id, s.viewer_id, s.device_id,
    (extract(epoch from s.started_at) * 1000)::float8 as started_at, (extract(epoch from s.ended_at) * 1000)::float8 as ended_at,
    s.watch_ms::float8 as watch_ms, s.rebuffer_ms::float8 as rebuffer_ms, s.error_count, s.event_count, s.fold
  from unnest($1::text[], $2::text[]) as asked (source, session_id)
  join ${sessions} s on s.session_id = asked.session_id and s.source = asked.source`;

const COLUMNS = 'viewer_id, device_id, started_at, last_event_at, ended_at, watch_ms, rebuffer_ms, error_count, event_count, fold';
const TYPES = 'text, text, uuid, uuid, timestamptz, timestamptz, timestamptz, bigint, bigint, int, int, jsonb';
const VALUES = TYPES.split(', ')
  .map((type, i) => `$${i + 1}::${type}[]`)
  .join(', ');
const SET = COLUMNS.split(', ')
  .map((column) => `${column} = excluded.${column}`)
  .join(', ');

const writeStatement = (sessions: string): string => `insert into ${sessions} (source, session_id, ${COLUMNS})
  select * from unnest(${VALUES}) on conflict (session_id, source) do update set ${SET}`;

import { setImmediate as nextTurn } from 'node:timers/promises';
import { textColumn } from '#store/array-literal.ts';
import type { SessionId } from '#store/sessions/session-reader.ts';
import type { Sql } from '#store/sql.ts';
import { type CountedEvent, type CountedEventRow, countedEventOf, EVENT_COLUMNS } from './counted-event.ts';

/** Sessions of one statement. */
const SESSIONS_MAX = 100;
/** Events in memory at a time. */
const EVENTS_MAX = 20_000;

/**
 * Every stored event of these sessions, in parts: of many sessions at a time, or of one that has many events, in their
 * order. Whatever else waits has its turn between two parts.
 */
export async function* eventsOfSessions(sql: Sql, ids: readonly SessionId[]): AsyncGenerator<readonly CountedEvent[]> {
  for (let i = 0; i < ids.length; i += SESSIONS_MAX) {
    const page = ids.slice(i, i + SESSIONS_MAX);
    const rows = await sql.query<CountedEventRow>(OF_SESSIONS, [
      textColumn(page, ({ source }) => source),
      textColumn(page, ({ sessionId }) => sessionId),
      EVENTS_MAX + 1,
    ]);
    if (rows.length <= EVENTS_MAX) yield rows.map(countedEventOf);
    else for (const id of page) yield* eventsOfSession(sql, id);
    await nextTurn();
  }
}

async function* eventsOfSession(sql: Sql, { source, sessionId }: SessionId): AsyncGenerator<readonly CountedEvent[]> {
  let after: CountedEvent | undefined;
  for (;;) {
    const rows: readonly CountedEventRow[] = await sql.query<CountedEventRow>(OF_SESSION, [
      source,
      sessionId,
      after === undefined ? '-infinity' : new Date(after.at).toISOString(),
      after?.key ?? '0'.repeat(32),
      EVENTS_MAX,
    ]);
    const events = rows.map(countedEventOf);
    yield events;
    if (events.length < EVENTS_MAX) return;
    after = events.at(-1);
    await nextTurn();
  }
}

/** Both rely on events_session_index: a lateral join reads it session by session and leaves the planner no other way. */
const OF_SESSIONS = `select found.* from unnest($1::text[], $2::text[]) as asked (source, session_id)
  cross join lateral (select ${EVENT_COLUMNS} from events e where e.session_id = asked.session_id and e.source = asked.source limit $3::int) as found
  limit $3::int`;
const OF_SESSION = `select ${EVENT_COLUMNS} from events e
  where e.source = $1::text and e.session_id = $2::text and e.occurred_at >= $3::timestamptz
    and (e.occurred_at, e.key) > ($3::timestamptz, $4::uuid) order by e.occurred_at, e.key limit $5::int`;

import { textColumn } from '#store/array-literal.ts';
import type { SessionId } from '#store/sessions/session-reader.ts';
import type { Sql } from '#store/sql.ts';
import { type CountedEvent, type CountedEventRow, countedEventOf, EVENT_COLUMNS } from './counted-event.ts';

/** Sessions of one statement: their events are in memory together. */
const SESSIONS_MAX = 100;

/** Every stored event of these sessions, a few sessions at a time. */
export async function* eventsOfSessions(sql: Sql, ids: readonly SessionId[]): AsyncGenerator<readonly CountedEvent[]> {
  for (let i = 0; i < ids.length; i += SESSIONS_MAX) {
    const page = ids.slice(i, i + SESSIONS_MAX);
    const rows = await sql.query<CountedEventRow>(OF_SESSIONS, [
      textColumn(page, ({ source }) => source),
      textColumn(page, ({ sessionId }) => sessionId),
    ]);
    yield rows.map(countedEventOf);
  }
}

/** Relies on events_session_index, session by session. */
const OF_SESSIONS = `select found.* from unnest($1::text[], $2::text[]) as asked (source, session_id)
  cross join lateral (select ${EVENT_COLUMNS} from events e where e.session_id = asked.session_id and e.source = asked.source offset 0) as found`;

import { foldSession, type Session } from '#domain/sessions/fold-session.ts';
import { bySessionOrder } from '#domain/sessions/session-event.ts';
import type { SessionId } from '#store/sessions/session-reader.ts';
import type { Sql } from '#store/sql.ts';
import type { CountedEvent } from './counted-event.ts';
import type { CountingTables } from './counting-tables.ts';
import { eventsOfSessions } from './session-events.ts';
import { type FoldedSession, readFolds, sessionName, writeFolds } from './session-table.ts';
import type { Tally } from './tally.ts';
import { notedElsewhere } from './uncounted-batches.ts';

export type Folding = {
  readonly tables: CountingTables;
  readonly tally: Tally;
  /** The notes these events were taken from. */
  readonly noteIds: readonly number[];
};

/**
 * Folds events into their sessions and books what they add. Events later than all before go on from where the session
 * stands; a session with one that came late is folded again from its events, and the difference is booked.
 */
export const foldSessions = async (sql: Sql, events: readonly CountedEvent[], { tables, tally, noteIds }: Folding): Promise<void> => {
  const groups = [...groupBySession(events).values()];
  const before = await readFolds(
    sql,
    tables,
    groups.map(({ id }) => id),
  );
  const folded: FoldedSession[] = [];
  const late: SessionGroup[] = [];
  for (const group of groups) {
    const session = before.get(sessionName(group.id)) ?? null;
    if (isAfter(session, group.events)) folded.push({ ...group.id, session: foldSession(session, group.events, tally.addBooking) });
    else late.push(group);
  }
  folded.push(...(await foldAgain(sql, late, { tally, noteIds })));
  await writeFolds(sql, tables, folded);
};

type SessionGroup = { readonly id: SessionId; readonly events: CountedEvent[] };

/** Events by session, in the order of the fold; those of no session are left out. */
export const groupBySession = (events: readonly CountedEvent[]): ReadonlyMap<string, SessionGroup> => {
  const groups = new Map<string, SessionGroup>();
  for (const event of events) {
    if (event.sessionId === null) continue;
    const id = { source: event.setting.source, sessionId: event.sessionId };
    const name = sessionName(id);
    const group = groups.get(name);
    if (group) group.events.push(event);
    else groups.set(name, { id, events: [event] });
  }
  for (const { events: unordered } of groups.values()) unordered.sort(bySessionOrder);
  return groups;
};

const isAfter = (session: Session | null, [first]: readonly CountedEvent[]): boolean =>
  session === null || (first !== undefined && bySessionOrder(session.last, first) < 0);

const foldAgain = async (
  sql: Sql,
  late: readonly SessionGroup[],
  { tally, noteIds }: Pick<Folding, 'tally' | 'noteIds'>,
): Promise<readonly FoldedSession[]> => {
  const fresh = new Set(late.flatMap(({ events }) => events.map(({ key }) => key)));
  const folded: FoldedSession[] = [];
  const ids = late.map(({ id }) => id);
  for await (const page of eventsOfSessions(sql, ids)) {
    const uncounted = await notedElsewhere(
      sql,
      page.map(({ key }) => key),
      noteIds,
    );
    for (const { id, events } of groupBySession(page.filter(({ key }) => !uncounted.has(key))).values()) {
      const counted = events.filter(({ key }) => !fresh.has(key));
      if (counted.length > 0) foldSession(null, counted, (booking) => tally.addBooking(booking, -1));
      folded.push({ ...id, session: foldSession(null, events, (booking) => tally.addBooking(booking)) });
    }
  }
  return folded;
};

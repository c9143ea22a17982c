import { foldSession, type Session } from '#domain/sessions/fold-session.ts';
import { countOverlong, isOverlong } from '#domain/sessions/overlong-session.ts';
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
 * stands; a session with one that came late is folded again from its events, and the difference is booked. What was booked
 * of a session that has too many events now is taken back.
 */
export const foldSessions = async (sql: Sql, events: readonly CountedEvent[], { tables, tally, noteIds }: Folding): Promise<void> => {
  const groups = [...groupBySession(events).values()];
  const before = await readFolds(
    sql,
    tables,
    groups.map(({ id }) => id),
  );
  const folded: FoldedSession[] = [];
  const again: Again[] = [];
  for (const { id, events: fresh } of groups) {
    const session = before.get(sessionName(id)) ?? null;
    if (isOverlong({ eventCount: (session?.eventCount ?? 0) + fresh.length })) {
      folded.push({ ...id, session: countOverlong(session, fresh) });
      if (session !== null && !isOverlong(session)) again.push({ id, fresh, last: session.last, isMeasured: false, was: null, is: null });
    } else if (session === null || isAfter(session, fresh)) {
      folded.push({ ...id, session: foldSession(session, fresh, tally.addBooking) });
    } else again.push({ id, fresh, last: session.last, isMeasured: true, was: null, is: null });
  }
  await foldAgain(sql, again, { tally, noteIds });
  folded.push(...again.flatMap(({ id, is }) => (is === null ? [] : [{ ...id, session: is }])));
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

const isAfter = ({ last }: Session, [first]: readonly CountedEvent[]): boolean => first !== undefined && bySessionOrder(last, first) < 0;

/** A session that is read again: what it was without the events that are fresh, and what it is with them where it is still measured. */
type Again = {
  readonly id: SessionId;
  readonly fresh: readonly CountedEvent[];
  /** The last of its events that were counted. */
  readonly last: Session['last'];
  readonly isMeasured: boolean;
  was: Session | null;
  is: Session | null;
};

const foldAgain = async (sql: Sql, sessions: readonly Again[], { tally, noteIds }: Pick<Folding, 'tally' | 'noteIds'>): Promise<void> => {
  const fresh = new Set(sessions.flatMap(({ fresh: events }) => events.map(({ key }) => key)));
  const byName = new Map(sessions.map((session) => [sessionName(session.id), session]));
  const ids = sessions.map(({ id }) => id);
  for await (const part of eventsOfSessions(sql, ids)) {
    const uncounted = await notedElsewhere(sql, part, noteIds);
    for (const [name, { events }] of groupBySession(part.filter(({ key }) => !uncounted.has(key)))) {
      const session = byName.get(name);
      if (session === undefined) continue;
      const counted = events.filter((event) => !fresh.has(event.key) && bySessionOrder(event, session.last) <= 0);
      if (counted.length > 0) session.was = foldSession(session.was, counted, (booking) => tally.addBooking(booking, -1));
      if (session.isMeasured) session.is = foldSession(session.is, events, (booking) => tally.addBooking(booking));
    }
  }
};

import { type Booking, foldSession, type Session } from '#domain/sessions/fold-session.ts';
import { isOverlong } from '#domain/sessions/overlong-session.ts';
import type { Setting } from '#domain/sessions/session-event.ts';
import type { SessionId } from '#store/sessions/session-reader.ts';
import type { Sql } from '#store/sql.ts';
import type { CountedEvent } from '#store/statistics/counting/counted-event.ts';
import { groupBySession } from '#store/statistics/counting/fold-sessions.ts';
import { eventsOfSessions } from '#store/statistics/counting/session-events.ts';
import { UnansweredStatistics } from '#store/statistics/statistics-reader.ts';

/** Events of sessions that one answer reads at most. */
const EVENTS_MAX = 200_000;

/** What an event of a session adds, and the device it was on: the one named last by then, else the first one that is named. */
export type DeviceBooking = { readonly booking: Booking; readonly deviceId: string | null };

/** What the events of these sessions add, where `isWanted`. Throws UnansweredStatistics for more than EVENTS_MAX events. */
export const readBookings = async (
  sql: Sql,
  ids: readonly SessionId[],
  isWanted: (booking: Booking) => boolean,
): Promise<readonly DeviceBooking[]> => {
  const sittings = new Map<string, Sitting>();
  const devices = new WeakMap<Setting, string | null>();
  let read = 0;
  for await (const part of eventsOfSessions(sql, ids)) {
    read += part.length;
    if (read > EVENTS_MAX) throw new UnansweredStatistics(TOO_MANY);
    for (const [name, { events }] of groupBySession(part)) {
      let named = sittings.get(name)?.deviceId ?? null;
      for (const { setting, deviceId } of events) devices.set(setting, (named = deviceId ?? named));
      sittings.set(name, { ...goOn(sittings.get(name), events, isWanted), deviceId: named });
    }
  }
  return [...sittings.values()].flatMap(({ session, bookings }) =>
    isOverlong(session) ? [] : bookings.map((booking) => ({ booking, deviceId: devices.get(booking.setting) ?? session.deviceId })),
  );
};

const TOO_MANY = `This is answered from the events of whole sessions, at most ${EVENTS_MAX} of them, and there are more: ask for a shorter range.`;

type Sitting = {
  readonly session: Session;
  readonly bookings: Booking[];
  /** The device named last. */
  readonly deviceId: string | null;
};

const goOn = (
  before: Sitting | undefined,
  events: readonly CountedEvent[],
  isWanted: (booking: Booking) => boolean,
): Omit<Sitting, 'deviceId'> => {
  const bookings = before?.bookings ?? [];
  const session = foldSession(before?.session ?? null, events, (booking) => {
    if (isWanted(booking)) bookings.push(booking);
  });
  return { session, bookings };
};

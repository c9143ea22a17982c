import type { Session } from './fold-session.ts';
import { bySessionOrder, type SessionEvent } from './session-event.ts';

/** More events than a day and a half of heartbeats: an id that many players use, or one player for ever, is no sitting. */
export const SESSION_EVENTS_MAX = 20_000;

/** Whether a session has too many events to be one sitting. Nothing is measured in it. */
export const isOverlong = ({ eventCount }: Pick<Session, 'eventCount'>): boolean => eventCount > SESSION_EVENTS_MAX;

/** Adds events, whenever they occurred, to a session that has too many with them: they are counted, and nothing is measured. */
export const countOverlong = (session: Session | null, events: readonly SessionEvent[]): Session => {
  const ordered = events.toSorted(bySessionOrder);
  const [earliest, latest] = [ordered[0], ordered.at(-1)];
  if (earliest === undefined || latest === undefined) throw new RangeError('a session has at least one event');
  const before = session ?? { startedAt: earliest.at, last: latest, errorCount: 0, eventCount: 0 };
  const { at, key, setting } = bySessionOrder(before.last, latest) < 0 ? latest : before.last;
  return {
    ...UNMEASURED,
    startedAt: Math.min(before.startedAt, earliest.at),
    errorCount: before.errorCount + events.filter(({ eventType }) => eventType === 'ERROR').length,
    eventCount: before.eventCount + events.length,
    last: { at, key, setting },
  };
};

const UNMEASURED = {
  viewerId: null,
  deviceId: null,
  endedAt: null,
  watchMs: 0,
  rebufferMs: 0,
  mode: 'NEW',
  hasHeartbeat: false,
  attempt: null,
} as const;

import type { Booking } from '#domain/sessions/fold-session.ts';
import type { CountedEvent } from '#store/statistics/counting/counted-event.ts';
import type { Counted, Figures } from '#store/statistics/statistics-reader.ts';
import { NO_SESSIONS } from './counted.ts';

/** Counts of events and stretches of playback by group, exact. */
export type EventCounts = {
  addEvent(group: string, event: CountedEvent): void;
  addBooking(group: string, booking: Booking): void;
  groups(): readonly string[];
  /** Zeros for a group nothing was added to. */
  of(group: string): Counted;
};

type Count = {
  -readonly [Name in keyof Figures]: NonNullable<Figures[Name]>;
} & { readonly viewers: Set<string>; readonly devices: Set<string> };

/** `hasSessions` false where only some types of events are counted. */
export const createEventCounts = (hasSessions: boolean): EventCounts => {
  const counts = new Map<string, Count>();
  const count = (group: string): Count => {
    const found = counts.get(group) ?? newCount();
    counts.set(group, found);
    return found;
  };
  return {
    addEvent: (group, event) => addEvent(count(group), event),
    addBooking: (group, booking) => addBooking(count(group), booking),
    groups: () => [...counts.keys()],
    of: (group) => countedOf(counts.get(group) ?? newCount(), hasSessions),
  };
};

const newCount = (): Count => ({
  events: 0,
  plays: 0,
  errors: 0,
  watchMs: 0,
  rebufferMs: 0,
  attempts: 0,
  startFailures: 0,
  viewers: new Set(),
  devices: new Set(),
});

const addEvent = (count: Count, { eventType, viewerId, deviceId }: CountedEvent): void => {
  count.events += 1;
  if (eventType === 'PLAY') count.plays += 1;
  if (eventType === 'ERROR') count.errors += 1;
  if (viewerId !== null) count.viewers.add(viewerId);
  if (deviceId !== null) count.devices.add(deviceId);
};

const addBooking = (count: Count, { watchMs, rebufferMs, attempts, startFailures }: Booking): void => {
  count.watchMs += watchMs;
  count.rebufferMs += rebufferMs;
  count.attempts += attempts;
  count.startFailures += startFailures;
};

const countedOf = (count: Count, hasSessions: boolean): Counted => {
  const { events, plays, errors, watchMs, rebufferMs, attempts, startFailures, viewers, devices } = count;
  const ofSessions = hasSessions ? { watchMs, rebufferMs, attempts, startFailures } : NO_SESSIONS;
  return {
    figures: { events, plays, errors, ...ofSessions },
    uniques: async () => ({ viewers: { value: viewers.size, relativeError: 0 }, devices: { value: devices.size, relativeError: 0 } }),
  };
};

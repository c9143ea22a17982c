import type { Booking } from '#domain/sessions/fold-session.ts';
import { foldSession } from '#domain/sessions/fold-session.ts';
import { bySessionOrder, type SessionEvent } from '#domain/sessions/session-event.ts';
import { eventKey } from '#domain/event-key.ts';
import { createTraffic } from '#simulator/create-traffic.ts';
import type { SimulatedEvent } from '#simulator/simulated-event.ts';

const HOUR_MS = 3_600_000;
/** When in the last day the simulated viewers watch, in hours ago. */
const SITTINGS = [23, 14, 7, 2] as const;
const EVENTS_OF_A_SITTING = 700;
const VIEWERS = 60;

/** What sixty simulated viewers send in four sittings of the last day, at their own pace. */
export const simulatedDay = (now: Date): readonly SimulatedEvent[] =>
  SITTINGS.flatMap((hoursAgo) => {
    const startedAt = new Date(now.getTime() - hoursAgo * HOUR_MS);
    return createTraffic({ seed: 7, runId: `day-${hoursAgo}`, viewers: VIEWERS, startedAt })
      .take(EVENTS_OF_A_SITTING)
      .toArray();
  });

/** Counts of events by some name. */
export type Counts = Readonly<Record<string, number>>;
export const countBy = <Item>(items: readonly Item[], nameOf: (item: Item) => string): Counts =>
  Object.fromEntries(
    Map.groupBy(items, nameOf)
      .entries()
      .map(([name, group]) => [name, group.length]),
  );

/** What the players did, told from what was sent alone. */
export const sessionTotals = (events: readonly SimulatedEvent[]): Omit<Booking, 'at' | 'setting'> & { readonly sessions: number } => {
  const totals = { watchMs: 0, rebufferMs: 0, attempts: 0, startFailures: 0 };
  const sessions = Map.groupBy(events, ({ sessionId }) => sessionId ?? '');
  sessions.delete('');
  for (const group of sessions.values()) {
    foldSession(null, group.map(sessionEventOf).toSorted(bySessionOrder), (booking) => {
      for (const name of Object.keys(totals) as (keyof typeof totals)[]) totals[name] += booking[name];
    });
  }
  return { ...totals, sessions: sessions.size };
};

const sessionEventOf = ({ eventId, eventType, timestamp, region }: SimulatedEvent): SessionEvent => ({
  key: eventKey('demo', eventId),
  at: Date.parse(timestamp),
  eventType,
  viewerId: null,
  deviceId: null,
  setting: { source: 'demo', region, contentId: '', deviceType: '', appVersion: '', networkType: '', subscriptionPlan: '' },
});

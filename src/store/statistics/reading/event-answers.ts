import type { Booking } from '#domain/sessions/fold-session.ts';
import type { Setting } from '#domain/sessions/session-event.ts';
import type { Sql } from '#store/sql.ts';
import type { CountedEvent } from '#store/statistics/counting/counted-event.ts';
import { groupBySession } from '#store/statistics/counting/fold-sessions.ts';
import { settingFacet } from '#store/statistics/counting/tally.ts';
import type { Facet } from '#store/statistics/rollup.ts';
import type {
  Counted,
  CountedBucket,
  Granularity,
  GroupPage,
  Groups,
  GroupPosition,
  Range,
  Selection,
  StatisticsFilter,
} from '#store/statistics/statistics-reader.ts';
import { conditionsOf, DIMENSION_FACETS } from './choose-rollup.ts';
import { createEventCounts, type EventCounts } from './event-counts.ts';
import { groupKeys, groupName } from './group-order.ts';
import { assertAnsweredFromEvents, readNarrowedEvents } from './read-narrowed-events.ts';
import { type DeviceBooking, readBookings } from './session-bookings.ts';
import { planTimeline, timelineBucketOf } from './timeline-plan.ts';

/** Which group an event, and a stretch of playback, belongs to. */
type Grouping = {
  readonly ofEvent: (event: CountedEvent) => string;
  /** Null for a grouping by type. */
  readonly ofBooking: ((booking: DeviceBooking) => string) | null;
};

/** The whole selection in one, from events. */
export const countSummary = async (sql: Sql, selection: Selection): Promise<Counted> =>
  (await countAnswered(sql, selection, { ofEvent: () => '', ofBooking: () => '' })).of('');

/** The buckets of a timeline, from events. */
export const countTimeline = async (
  sql: Sql,
  { range, filter }: Selection,
  granularity: Granularity,
): Promise<readonly CountedBucket[]> => {
  assertAnsweredFromEvents(range);
  const { spans } = planTimeline(range, granularity);
  const whole: Range = { from: spans[0]?.from ?? range.from, to: spans.at(-1)?.to ?? range.to };
  const bucket = ({ at }: { readonly at: number }): string => `${timelineBucketOf(granularity, at)}`;
  const counts = await countEvents(sql, { range: whole, filter }, { ofEvent: bucket, ofBooking: ({ booking }) => bucket(booking) });
  return spans.map((span) => ({ ...span, ...counts.of(`${span.from.getTime()}`) }));
};

/** A page of groups, from events. */
export const countGroups = async (sql: Sql, selection: Selection, page: GroupPage): Promise<Groups> => {
  const facets = DIMENSION_FACETS[page.by];
  const counts = await countAnswered(sql, selection, groupingBy(facets));
  const rows = counts
    .groups()
    .map((group) => ({ ...counts.of(group), keys: groupKeys(group, facets.length) }))
    .map((row) => ({ ...row, position: { value: valueOf(row, page), keys: row.keys } }))
    .toSorted((a, b) => compare(a.position, b.position, page))
    .filter(({ position }) => page.after === null || compare(page.after, position, page) < 0);
  return { rows: rows.slice(0, page.limit), hasMore: rows.length > page.limit };
};

/** One row for each device. */
export const countByDevice = async (sql: Sql, range: Range, deviceIds: readonly string[]): Promise<readonly Counted[]> => {
  const counts = await countAnswered(sql, { range, filter: { deviceIds } }, BY_DEVICE);
  return deviceIds.map(counts.of);
};

const BY_DEVICE: Grouping = { ofEvent: ({ deviceId }) => deviceId ?? '', ofBooking: ({ deviceId }) => deviceId ?? '' };

const countAnswered = async (sql: Sql, selection: Selection, grouping: Grouping): Promise<EventCounts> => {
  assertAnsweredFromEvents(selection.range);
  return countEvents(sql, selection, grouping);
};

const countEvents = async (sql: Sql, { range, filter }: Selection, { ofEvent, ofBooking }: Grouping): Promise<EventCounts> => {
  const hasSessions = filter.eventTypes === undefined && ofBooking !== null;
  const counts = createEventCounts(hasSessions);
  const events = await readNarrowedEvents(sql, range, filter);
  for (const event of events) counts.addEvent(ofEvent(event), event);
  if (!hasSessions) return counts;
  const ids = [...groupBySession(events).values()].map(({ id }) => id);
  const isOfDevice = ({ deviceId }: DeviceBooking): boolean =>
    filter.deviceIds === undefined || (deviceId !== null && filter.deviceIds.includes(deviceId));
  const bookings = await readBookings(sql, ids, (booking) => isSelected(booking, range, filter));
  for (const found of bookings.filter(isOfDevice)) counts.addBooking(ofBooking(found), found.booking);
  return counts;
};

const isSelected = ({ at, setting }: Booking, { from, to }: Range, filter: StatisticsFilter): boolean =>
  at >= from.getTime() &&
  at < to.getTime() &&
  conditionsOf(filter).every(({ facet, values }) => values.includes(settingFacet(facet)?.(setting) ?? ''));

const groupingBy = (facets: readonly Facet[]): Grouping => {
  const values = facets.map(settingFacet);
  const name = (setting: Setting, eventType: string): string => groupName(values.map((value) => value?.(setting) ?? eventType));
  return {
    ofEvent: ({ setting, eventType }) => name(setting, eventType),
    ofBooking: facets.includes('EVENT_TYPE') ? null : ({ booking }) => name(booking.setting, ''),
  };
};

const valueOf = ({ figures }: Counted, { order }: GroupPage): number => {
  switch (order.field) {
    case 'EVENTS':
      return figures.events;
    case 'PLAYS':
      return figures.plays;
    case 'WATCH_TIME':
      return figures.watchMs ?? 0;
    case 'ERROR_RATE':
      return figures.events === 0 ? 0 : figures.errors / figures.events;
    case 'KEY':
      return 0;
    default:
      return order.field satisfies never;
  }
};

/** The order `groupOrder` writes in SQL. */
const compare = (a: GroupPosition, b: GroupPosition, { order }: GroupPage): number => {
  const sign = order.direction === 'ASC' ? 1 : -1;
  if (a.value !== b.value) return sign * (a.value - b.value);
  const [first, second] = [Buffer.from(groupName(a.keys)), Buffer.from(groupName(b.keys))];
  return (order.field === 'KEY' ? sign : 1) * Buffer.compare(first, second);
};

import { textArray } from '#store/array-literal.ts';
import type { Sql } from '#store/sql.ts';
import { type CountedEvent, type CountedEventRow, countedEventOf, EVENT_COLUMNS } from '#store/statistics/counting/counted-event.ts';
import { EVENTS_RANGE_MS_MAX, type Range, type StatisticsFilter, UnansweredStatistics } from '#store/statistics/statistics-reader.ts';
import { DAY_MS, HOUR_MS } from '#store/statistics/rollup.ts';

/** Events one answer reads at most. */
const EVENTS_MAX = 50_000;

/**
 * Events of the titles or devices a filter names, in no order; relies on events_content_index and events_device_index.
 * Throws UnansweredStatistics for more than EVENTS_MAX events.
 */
export const readNarrowedEvents = async (sql: Sql, { from, to }: Range, filter: StatisticsFilter): Promise<readonly CountedEvent[]> => {
  const column = filter.deviceIds === undefined ? 'e.content_id' : 'e.device_id';
  const named = filter.deviceIds ?? filter.contentIds ?? [];
  const rows = await sql.query<CountedEventRow>(NARROWED[column], [
    textArray(named),
    from.toISOString(),
    to.toISOString(),
    EVENTS_MAX + 1,
    ...[filter.contentIds, filter.regions, filter.sources, filter.eventTypes, filter.subscriptionPlans].map((values) =>
      values === undefined ? null : textArray(values),
    ),
  ]);
  if (rows.length > EVENTS_MAX) {
    throw new UnansweredStatistics(
      `This is answered from events, at most ${EVENTS_MAX} of them, and there are more: ask for a shorter range.`,
    );
  }
  return rows.map(countedEventOf);
};

/** Throws UnansweredStatistics for a range over EVENTS_RANGE_MS_MAX, before it was widened to whole hours. */
export const assertAnsweredFromEvents = ({ from, to }: Range): void => {
  if (to.getTime() - from.getTime() > EVENTS_RANGE_MS_MAX + HOUR_MS) {
    throw new UnansweredStatistics(
      `This is answered from events, over at most ${EVENTS_RANGE_MS_MAX / DAY_MS} days: ask for a shorter range, or for what statistics are kept of.`,
    );
  }
};

const narrowed = (column: string, type: string): string => `select ${EVENT_COLUMNS} from events e
  where ${column} = any ($1::${type}[]) and e.occurred_at >= $2::timestamptz and e.occurred_at < $3::timestamptz
    and ($5::text[] is null or e.content_id = any ($5)) and ($6::text[] is null or e.region = any ($6))
    and ($7::text[] is null or e.source = any ($7)) and ($8::text[] is null or e.event_type = any ($8))
    and ($9::text[] is null or e.subscription_plan = any ($9)) limit $4::int`;

const NARROWED = { 'e.content_id': narrowed('e.content_id', 'text'), 'e.device_id': narrowed('e.device_id', 'uuid') } as const;

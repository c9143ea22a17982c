import { builder } from '#api/builder.ts';
import { BreakdownConnection } from '#api/breakdowns/breakdown-connection.ts';
import { BreakdownOrder } from '#api/breakdowns/breakdown-order.ts';
import { readBreakdown, readEventsByType } from '#api/breakdowns/read-breakdown.ts';
import { StatsDimension } from '#api/breakdowns/stats-dimension.ts';
import { forwardPageArgs } from '#api/common/forward-page.ts';
import { TimeRange } from '#api/common/time-range.ts';
import { PLAYBACK_EVENT_TYPES } from '#domain/playback-event.ts';
import { EventTypeCount } from './event-type-count.ts';
import { Granularity, TIMELINE_COST } from './granularity.ts';
import { PlaybackStats } from './playback-stats.ts';
import type { StatisticsAnswer } from './statistics-answer.ts';
import { ANSWERED_RANGE } from './statistics-range.ts';
import { StatsBucket } from './stats-bucket.ts';

/** Statistics over a range. */
export const Stats = builder.objectRef<StatisticsAnswer>('Stats').implement({
  authScopes: { scope: 'STATS_READ' },
  description: 'Statistics of playback over a range of time, by when events occurred.',
  fields: (t) => ({
    range: t.expose('range', { type: TimeRange, description: ANSWERED_RANGE }),
    asOf: t.expose('asOf', { type: 'DateTime', description: 'When this was read (UTC); later events may still count in the range.' }),
    watermark: t.field({
      type: 'DateTime',
      description:
        'Buckets that end by then (UTC) are final: all that was accepted until 5 minutes after them is counted. Events that come later still count where they occurred.',
      resolve: ({ watermark }) => watermark(),
    }),
    summary: t.field({
      type: PlaybackStats,
      description: 'The whole range in one.',
      resolve: (selection, _args, { ports }) => ports.statistics.summary(selection),
    }),
    timeline: t.field({
      type: [StatsBucket],
      description:
        'Consecutive buckets that cover the range, oldest first, empty ones included; at most 1500. Each is whole: the first and the last may reach beyond the range.',
      args: { granularity: t.arg({ type: Granularity, required: true, description: 'How long a bucket is.' }) },
      extensions: TIMELINE_COST,
      resolve: async ({ watermark, ...selection }, { granularity }, { ports }) =>
        (await ports.statistics.timeline(selection, granularity)).map((counted) => ({ counted, watermark })),
    }),
    eventsByType: t.field({
      type: [EventTypeCount],
      description: 'Events by what happened, the most frequent first; types without events are left out.',
      extensions: { items: PLAYBACK_EVENT_TYPES.length },
      resolve: (selection, _args, { ports }) => readEventsByType(ports, selection),
    }),
    breakdown: t.field({
      type: BreakdownConnection,
      description: 'The same figures for each value of a dimension; values without events are left out.',
      args: {
        by: t.arg({ type: StatsDimension, required: true, description: 'What to break down by.' }),
        ...forwardPageArgs,
        orderBy: t.arg({ type: BreakdownOrder, description: 'The order of the rows. Default: the most events first.' }),
      },
      resolve: (selection, args, { ports }) => readBreakdown(ports, selection, args),
    }),
  }),
});

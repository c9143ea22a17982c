import { badUserInput } from '#api/api-error.ts';
import { builder } from '#api/builder.ts';
import { rangeOrDefault, TimeRange, TimeRangeInput } from '#api/common/time-range.ts';
import type {
  Granularity as GranularityValue,
  Range,
  StatisticsReader,
  StatsBucket as StatsBucketShape,
} from '#store/statistics/statistics-reader.ts';
import { Granularity } from './granularity.ts';
import { PlaybackStats } from './playback-stats.ts';
import { StatsBucket } from './stats-bucket.ts';

const Stats = builder.objectRef<{ readonly range: Range; readonly asOf: Date }>('Stats').implement({
  description:
    'Statistics of playback over a range of time, by when events occurred. What is asked for is read from counters, never from events.',
  fields: (t) => ({
    range: t.expose('range', {
      type: TimeRange,
      description: 'The range actually answered: the one asked for, widened to whole minutes, or to whole hours beyond 48 hours ago.',
    }),
    asOf: t.expose('asOf', { type: 'DateTime', description: 'When this was read (UTC); later events may still count in the range.' }),
    summary: t.field({
      type: PlaybackStats,
      description: 'The whole range in one.',
      resolve: ({ range }, _args, { ports }) => ports.statistics.summary(range),
    }),
    timeline: t.field({
      type: [StatsBucket],
      description: 'Consecutive buckets that cover the range, oldest first, empty ones included; at most 1500.',
      args: { granularity: t.arg({ type: Granularity, required: true, description: 'How long a bucket is.' }) },
      resolve: ({ range }, { granularity }, { ports }) => readTimeline(ports.statistics, range, granularity),
    }),
  }),
});

builder.queryField('stats', (t) =>
  t.field({
    type: Stats,
    description: 'Statistics of playback. Default range: the last 24 hours.',
    args: { range: t.arg({ type: TimeRangeInput, description: 'Which events: by when they occurred. Default: the last 24 hours.' }) },
    resolve(_root, { range }, { ports }) {
      const asOf = ports.now();
      return { range: ports.statistics.alignedRange(rangeOrDefault(range, asOf)), asOf };
    },
  }),
);

const readTimeline = async (
  statistics: StatisticsReader,
  range: Range,
  granularity: GranularityValue,
): Promise<readonly StatsBucketShape[]> => {
  try {
    return await statistics.timeline(range, granularity);
  } catch (error) {
    if (error instanceof RangeError) throw badUserInput(error.message);
    throw error;
  }
};

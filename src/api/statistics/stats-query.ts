import { builder } from '#api/builder.ts';
import { statisticsAnswer } from './statistics-answer.ts';
import { answeredRange, lastInstant, rangeArgs } from './statistics-range.ts';
import { readStatsFilter, StatsFilter } from './stats-filter.ts';
import { Stats } from './stats.ts';

builder.queryField('stats', (t) =>
  t.field({
    type: Stats,
    description: 'Statistics of playback. Default range: the last 24 hours.',
    args: { ...rangeArgs, filter: t.arg({ type: StatsFilter, description: 'Only events that meet all of these conditions.' }) },
    async resolve(_root, args, { ports }) {
      const range = answeredRange(ports, args);
      return statisticsAnswer(ports, { range, filter: await readStatsFilter(ports, args.filter, lastInstant(range)) });
    },
  }),
);

import { builder } from '#api/builder.ts';
import { isSelected } from '#api/common/is-selected.ts';
import { statisticsAnswer } from './statistics-answer.ts';
import { answeredRange, lastInstant, rangeArgs } from './statistics-range.ts';
import { readStatsFilter, StatsFilter } from './stats-filter.ts';
import { Stats } from './stats.ts';

/** What promises that figures do not change any more. */
const PROMISES = new Set(['watermark', 'isFinal']);

builder.queryField('stats', (t) =>
  t.field({
    type: Stats,
    description: 'Statistics of playback. Default range: the last 24 hours.',
    args: { ...rangeArgs, filter: t.arg({ type: StatsFilter, description: 'Only events that meet all of these conditions.' }) },
    // oxlint-disable-next-line max-params -- the parameters of a resolver
    async resolve(_root, args, { ports }, info) {
      const range = answeredRange(ports, args);
      const answer = statisticsAnswer(ports, { range, filter: await readStatsFilter(ports, args.filter, lastInstant(range)) });
      // Before any figure: what is counted while they are read may be missing in them. A failure is told where it is selected.
      if (isSelected(info, PROMISES)) await answer.watermark().catch(() => undefined);
      return answer;
    },
  }),
);

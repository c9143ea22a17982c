import { builder } from '#api/builder.ts';
import { PlaybackStats } from '#api/statistics/playback-stats.ts';
import { answeredRange, rangeArgs } from '#api/statistics/statistics-range.ts';
import { Device } from '#api/type-refs.ts';

builder.objectField(Device, 'stats', (t) =>
  t.field({
    type: PlaybackStats,
    description:
      'What was played on it, in numbers; zeros when nothing was. Counted from its events: the range must not be longer than 7 days.',
    args: rangeArgs,
    resolve: ({ id }, args, { loaders, ports }) =>
      loaders.countedByKey.load({ facet: 'DEVICE', range: answeredRange(ports, args), key: id }),
  }),
);

import { builder } from '#api/builder.ts';
import { PlaybackStats } from '#api/statistics/playback-stats.ts';
import { answeredRange, rangeArgs } from '#api/statistics/statistics-range.ts';
import { Content } from '#api/type-refs.ts';
import { RegionShare, regionShares } from './region-share.ts';
import { loadParts, sharesArgs } from './shares-args.ts';

builder.objectFields(Content, (t) => ({
  stats: t.field({
    type: PlaybackStats,
    description: 'What was played of the title, in numbers; zeros when nothing was.',
    args: rangeArgs,
    resolve: ({ contentId }, args, { loaders, ports }) =>
      loaders.countedByKey.load({ facet: 'CONTENT', range: answeredRange(ports, args), key: contentId }),
  }),
  topRegions: t.field({
    type: [RegionShare],
    description: 'Where the title is played most: the regions with the most PLAY events first; empty when it was not played.',
    args: sharesArgs,
    resolve: async ({ contentId }, args, context) =>
      regionShares(await loadParts(context, { of: 'REGIONS_OF_CONTENT', key: contentId }, args)),
  }),
}));

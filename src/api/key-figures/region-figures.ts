import { builder } from '#api/builder.ts';
import { PlaybackStats } from '#api/statistics/playback-stats.ts';
import { answeredRange, rangeArgs } from '#api/statistics/statistics-range.ts';
import { Region } from '#api/type-refs.ts';
import { DeviceShare, deviceShares } from './device-share.ts';
import { ErrorShare, errorShares } from './error-share.ts';
import { loadParts, sharesArgs } from './shares-args.ts';

builder.objectFields(Region, (t) => ({
  stats: t.field({
    type: PlaybackStats,
    description:
      'What was played there, in numbers; zeros when nothing was. Events that name a part of the region (US-CA) are not among those of the region (US): ask `stats` with `within` for both.',
    args: rangeArgs,
    resolve: ({ code }, args, { loaders, ports }) =>
      loaders.countedByKey.load({ facet: 'REGION', range: answeredRange(ports, args), key: code }),
  }),
  deviceMix: t.field({
    type: [DeviceShare],
    description: 'What it is watched on there: the kinds of devices with the most events first; empty without events.',
    args: sharesArgs,
    resolve: async ({ code }, args, context) => deviceShares(await loadParts(context, { of: 'DEVICE_TYPES_OF_REGION', key: code }, args)),
  }),
  errorDistribution: t.field({
    type: [ErrorShare],
    description: 'What fails there: the most frequent errors first; empty without errors.',
    args: sharesArgs,
    resolve: async ({ code }, args, context) => errorShares(await loadParts(context, { of: 'ERROR_CODES_OF_REGION', key: code }, args)),
  }),
}));

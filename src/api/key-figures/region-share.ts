import { builder } from '#api/builder.ts';
import { regionOf } from '#api/events/region.ts';
import { Region } from '#api/type-refs.ts';
import type { Parts } from '#store/statistics/statistics-reader.ts';
import { shareOf } from './shares-args.ts';

type RegionShareShape = { readonly region: string; readonly plays: number; readonly share: number };

/** How much of a title is played in one region. */
export const RegionShare = builder.objectRef<RegionShareShape>('RegionShare').implement({
  authScopes: { scope: 'STATS_READ' },
  description: 'How much of a title is played in one region.',
  fields: (t) => ({
    region: t.field({ type: Region, description: 'Where the viewers were.', resolve: ({ region }) => regionOf(region) }),
    plays: t.expose('plays', { type: 'SafeInt', description: 'PLAY events of the title there.' }),
    share: t.exposeFloat('share', { description: 'PLAY events there / all PLAY events of the title, 0 to 1; 0 when it was not played.' }),
  }),
});

/** Parts as shares of all plays. */
export const regionShares = ({ parts, plays: all }: Parts): readonly RegionShareShape[] =>
  parts.map(({ key, plays }) => ({ region: key, plays, share: shareOf(plays, all) }));

import { builder } from '#api/builder.ts';
import type { StatsBucket as StatsBucketShape } from '#store/statistics/statistics-reader.ts';
import { PlaybackStats } from './playback-stats.ts';

/** One bucket of a timeline. */
export const StatsBucket = builder.objectRef<StatsBucketShape>('StatsBucket').implement({
  description: 'One bucket [from, to) of a timeline. Events count where they occurred, so a late one still changes it.',
  fields: (t) => ({
    from: t.expose('from', { type: 'DateTime', description: 'First instant of the bucket (UTC).' }),
    to: t.expose('to', { type: 'DateTime', description: 'First instant after the bucket (UTC).' }),
    stats: t.expose('counts', { type: PlaybackStats, description: 'What occurred in it; zeros when nothing did.' }),
  }),
});

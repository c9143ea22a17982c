import { builder } from '#api/builder.ts';
import type { CountedBucket } from '#store/statistics/statistics-reader.ts';
import { PlaybackStats } from './playback-stats.ts';
import type { StatisticsAnswer } from './statistics-answer.ts';

type StatsBucketShape = Pick<StatisticsAnswer, 'watermark'> & { readonly counted: CountedBucket };

/** One bucket of a timeline. */
export const StatsBucket = builder.objectRef<StatsBucketShape>('StatsBucket').implement({
  authScopes: { scope: 'STATS_READ' },
  description: 'One bucket [from, to) of a timeline. Events count where they occurred, so a late one still changes it.',
  fields: (t) => ({
    from: t.field({ type: 'DateTime', description: 'First instant of the bucket (UTC).', resolve: ({ counted }) => counted.from }),
    to: t.field({ type: 'DateTime', description: 'First instant after the bucket (UTC).', resolve: ({ counted }) => counted.to }),
    isFinal: t.boolean({
      description: 'True when the bucket ended before the watermark: only an event that comes later than 5 minutes still changes it.',
      resolve: async ({ counted, watermark }) => counted.to <= (await watermark()),
    }),
    stats: t.field({
      type: PlaybackStats,
      description: 'What occurred in it; zeros when nothing did. Watch time counts in the bucket in which each stretch of it begins.',
      resolve: ({ counted }) => counted,
    }),
  }),
});

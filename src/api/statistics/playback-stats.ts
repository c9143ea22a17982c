import { builder } from '#api/builder.ts';
import type { PlaybackCounts } from '#store/statistics/statistics-reader.ts';

/** What was played, in numbers. */
export const PlaybackStats = builder.objectRef<PlaybackCounts>('PlaybackStats').implement({
  description: 'What was played, in numbers. Each rate states its denominator.',
  fields: (t) => ({
    events: t.expose('events', { type: 'SafeInt', description: 'Events of every type.' }),
    plays: t.expose('plays', { type: 'SafeInt', description: 'PLAY events: attempts to start playback.' }),
    errors: t.expose('errors', { type: 'SafeInt', description: 'ERROR events.' }),
    errorRate: t.float({
      description: 'Error events / all events, 0 to 1; 0 without events.',
      resolve: ({ events, errors }) => (events === 0 ? 0 : errors / events),
    }),
  }),
});

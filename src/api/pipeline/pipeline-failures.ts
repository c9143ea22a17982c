import { builder } from '#api/builder.ts';
import { TimeRange } from '#api/common/time-range.ts';
import type { Range } from '#store/statistics/statistics-reader.ts';

/** What failed over a range of time. */
export const PipelineFailures = builder.objectRef<{ readonly range: Range }>('PipelineFailures').implement({
  authScopes: { scope: 'STATS_READ' },
  description: 'Events that could not be processed, over a range of time.',
  fields: (t) => ({
    range: t.expose('range', { type: TimeRange, description: 'The range answered.' }),
    deadLetterCount: t.field({
      type: 'SafeInt',
      description: 'Events set aside in the range, by when they failed for the last time.',
      resolve: ({ range }, _args, { ports }) => ports.pipeline.deadLetters(range),
    }),
  }),
});

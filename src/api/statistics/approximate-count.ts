import { builder } from '#api/builder.ts';
import type { ApproximateCount as ApproximateCountShape } from '#store/statistics/statistics-reader.ts';

/** A number of different people or devices. */
export const ApproximateCount = builder.objectRef<ApproximateCountShape>('ApproximateCount').implement({
  authScopes: { scope: 'STATS_READ' },
  description: 'How many different ones there are: counted exactly, or estimated with an error that is declared.',
  fields: (t) => ({
    value: t.expose('value', { type: 'SafeInt', description: 'The count, or its estimate.' }),
    relativeError: t.exposeFloat('relativeError', {
      description:
        'Standard error of the estimate as a share of it: with 0.02, two of three estimates are within 2 % and nearly all within 6 %. 0 when the count is exact.',
    }),
  }),
});

import { builder } from '#api/builder.ts';
import type { LatencyPercentiles as LatencyShape } from '#store/pipeline/pipeline-reader.ts';

/** How long something took. */
export const LatencyPercentiles = builder.objectRef<LatencyShape>('LatencyPercentiles').implement({
  authScopes: { scope: 'STATS_READ' },
  description: 'How long something took, within 5 %.',
  fields: (t) => ({
    p50Ms: t.exposeFloat('p50Ms', { description: 'Half of the samples took at most this many milliseconds; 0 without samples.' }),
    p95Ms: t.exposeFloat('p95Ms', { description: '95 % of the samples took at most this many milliseconds; 0 without samples.' }),
    p99Ms: t.exposeFloat('p99Ms', { description: '99 % of the samples took at most this many milliseconds; 0 without samples.' }),
    sampleCount: t.expose('sampleCount', { type: 'SafeInt', description: 'Events that were measured.' }),
  }),
});

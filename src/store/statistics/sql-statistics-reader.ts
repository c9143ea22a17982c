import type { Sql } from '#store/sql.ts';
import { uncountedSince } from './counting/uncounted-batches.ts';
import { chooseSource, DIMENSION_FACETS } from './reading/choose-rollup.ts';
import { countByDevice, countGroups, countSummary, countTimeline } from './reading/event-answers.ts';
import { readByKey, readGroups, readParts, readSummary, readTimeline } from './reading/rollup-answers.ts';
import { alignRange } from './reading/timeline-plan.ts';
import type { StatisticsReader } from './statistics-reader.ts';

/** Statistics read from rollups, and where there is none from the events of some titles or devices. */
export const createSqlStatisticsReader = (sql: Sql, now: () => Date): StatisticsReader => ({
  alignedRange: (range) => alignRange(range, now()),
  async summary(selection) {
    const source = chooseSource(selection.filter, []);
    return source.kind === 'events' ? countSummary(sql, selection) : readSummary(sql, source.rollup, selection);
  },
  async timeline(selection, granularity) {
    const source = chooseSource(selection.filter, []);
    if (source.kind === 'events') return countTimeline(sql, selection, granularity);
    return readTimeline(sql, source.rollup, { ...selection, granularity, now: now() });
  },
  async breakdown(selection, page) {
    const source = chooseSource(selection.filter, DIMENSION_FACETS[page.by]);
    return source.kind === 'events' ? countGroups(sql, selection, page) : readGroups(sql, source.rollup, { ...selection, page });
  },
  byKey: (range, facet, keys) => (facet === 'DEVICE' ? countByDevice(sql, range, keys) : readByKey(sql, facet, { range, keys })),
  partsOf: (range, of, about) => readParts(sql, of, { range, ...about }),
  uncountedSince: async () => (await uncountedSince(sql))?.acceptedAt ?? null,
});

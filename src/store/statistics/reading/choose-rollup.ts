import { type Facet, ROLLUP_NAMES, type RollupName, rollupOf } from '#store/statistics/rollup.ts';
import { type StatisticsDimension, type StatisticsFilter, UnansweredStatistics } from '#store/statistics/statistics-reader.ts';

/** The facets of each dimension. */
export const DIMENSION_FACETS: Readonly<Record<StatisticsDimension, readonly Facet[]>> = {
  CONTENT: ['CONTENT'],
  REGION: ['REGION'],
  DEVICE_TYPE: ['DEVICE_TYPE'],
  APP_VERSION: ['APP_VERSION'],
  NETWORK_TYPE: ['NETWORK_TYPE'],
  EVENT_TYPE: ['EVENT_TYPE'],
  SOURCE: ['SOURCE'],
  SOURCE_AND_EVENT_TYPE: ['SOURCE', 'EVENT_TYPE'],
  SUBSCRIPTION_PLAN: ['SUBSCRIPTION_PLAN'],
};

/** A condition: the facet has one of these values. */
export type FacetCondition = { readonly facet: Facet; readonly values: readonly string[] };

/** The conditions of a filter, devices aside. */
export const conditionsOf = (filter: StatisticsFilter): readonly FacetCondition[] => [
  ...condition('REGION', filter.regions),
  ...condition('CONTENT', filter.contentIds),
  ...condition('SOURCE', filter.sources),
  ...condition('EVENT_TYPE', filter.eventTypes),
  ...condition('SUBSCRIPTION_PLAN', filter.subscriptionPlans),
];

const condition = (facet: Facet, values: readonly string[] | undefined): readonly FacetCondition[] =>
  values === undefined ? [] : [{ facet, values }];

/** The narrowest rollup that has all these facets, or null. */
export const findRollup = (facets: readonly Facet[]): RollupName | null => {
  const able = PLAYBACK_ROLLUPS.filter((name) => facets.every((facet) => rollupOf(name).facets.includes(facet)));
  return able.toSorted((a, b) => rollupOf(a).facets.length - rollupOf(b).facets.length)[0] ?? null;
};

const PLAYBACK_FACETS: ReadonlySet<Facet> = new Set([
  'REGION',
  'CONTENT',
  'SOURCE',
  'EVENT_TYPE',
  'SUBSCRIPTION_PLAN',
  'DEVICE_TYPE',
  'APP_VERSION',
  'NETWORK_TYPE',
]);
const PLAYBACK_ROLLUPS: readonly RollupName[] = ROLLUP_NAMES.filter((name) =>
  rollupOf(name).facets.every((facet) => PLAYBACK_FACETS.has(facet)),
);

/** What answers a question: a rollup, or the events of some titles or devices. */
export type Source = { readonly kind: 'rollup'; readonly rollup: RollupName } | { readonly kind: 'events' };

/** Throws UnansweredStatistics where neither a rollup nor an index helps. */
export const chooseSource = (filter: StatisticsFilter, facets: readonly Facet[]): Source => {
  if (filter.deviceIds !== undefined) return { kind: 'events' };
  const asked = [...new Set([...conditionsOf(filter).map(({ facet }) => facet), ...facets])];
  const rollup = findRollup(asked);
  if (rollup !== null) return { kind: 'rollup', rollup };
  if (filter.contentIds !== undefined) return { kind: 'events' };
  const kept = PLAYBACK_ROLLUPS.filter((name) => rollupOf(name).facets.length > 1).map((name) => rollupOf(name).facets.join(' with '));
  throw new UnansweredStatistics(
    `No statistics are kept of ${asked.join(' with ')}. Kept are each of them alone, and ${kept.join(', ')}; with contentId or deviceId in the filter any combination is answered over up to 7 days.`,
  );
};

import { describe, expect, it } from 'vitest';
import { chooseSource, findRollup } from '#store/statistics/reading/choose-rollup.ts';
import { ROLLUP_NAMES, rollupOf } from '#store/statistics/rollup.ts';
import { UnansweredStatistics } from '#store/statistics/statistics-reader.ts';

describe('the source of an answer', () => {
  it.each([
    { filter: {}, facets: [], rollup: 'ALL' },
    { filter: {}, facets: ['CONTENT'], rollup: 'CONTENT' },
    { filter: { regions: ['NL'] }, facets: [], rollup: 'REGION' },
    { filter: { regions: ['NL'] }, facets: ['CONTENT'], rollup: 'CONTENT_REGION' },
    { filter: { contentIds: ['x'] }, facets: ['REGION'], rollup: 'CONTENT_REGION' },
    { filter: { regions: ['NL'] }, facets: ['REGION'], rollup: 'REGION' },
    { filter: { sources: ['demo'] }, facets: [], rollup: 'SOURCE' },
    { filter: { eventTypes: ['PLAY'] }, facets: [], rollup: 'SOURCE_TYPE' },
    { filter: { regions: ['NL'] }, facets: ['EVENT_TYPE'], rollup: 'REGION_TYPE' },
    { filter: {}, facets: ['SOURCE', 'EVENT_TYPE'], rollup: 'SOURCE_TYPE' },
    { filter: { subscriptionPlans: ['VIP'] }, facets: [], rollup: 'PLAN' },
  ] as const)('of $filter by $facets is $rollup', ({ filter, facets, rollup }) => {
    expect(chooseSource(filter, facets)).toEqual({ kind: 'rollup', rollup });
  });

  it.each([
    { filter: { deviceIds: ['x'] }, facets: [] },
    { filter: { contentIds: ['x'], subscriptionPlans: ['VIP'] }, facets: [] },
    { filter: { contentIds: ['x'], regions: ['NL'] }, facets: ['DEVICE_TYPE'] },
  ] as const)('of $filter by $facets is the events of these', ({ filter, facets }) => {
    expect(chooseSource(filter, facets)).toEqual({ kind: 'events' });
  });

  it('of what nothing is kept of is none, and says what is', () => {
    expect(() => chooseSource({ regions: ['NL'], subscriptionPlans: ['VIP'] }, [])).toThrow(UnansweredStatistics);
    expect(() => chooseSource({ regions: ['NL'] }, ['APP_VERSION'])).toThrow(/REGION with APP_VERSION.*contentId or deviceId/);
  });

  it('is never a rollup of something else than playback', () => {
    expect(findRollup(['REGION'])).toBe('REGION');
    expect(ROLLUP_NAMES.map((name) => rollupOf(name).facets.length).every((facets) => facets <= 2)).toBe(true);
  });
});

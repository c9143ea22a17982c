import DataLoader from 'dataloader';
import type { Counted, Parts, PartsOf, Range, StatisticsReader } from '#store/statistics/statistics-reader.ts';

type CountedKey = { readonly facet: 'CONTENT' | 'REGION' | 'DEVICE'; readonly range: Range; readonly key: string };
type PartsKey = { readonly of: PartsOf; readonly range: Range; readonly limit: number; readonly key: string };

/** Figures of titles, regions and devices, gathered: one call for all of a kind that are asked for at once over the same range. */
export type FigureLoaders = {
  readonly countedByKey: DataLoader<CountedKey, Counted, string>;
  readonly partsByKey: DataLoader<PartsKey, Parts, string>;
};

/** Loaders for one request. */
export const createFigureLoaders = (statistics: StatisticsReader, maxBatchSize: number): FigureLoaders => ({
  countedByKey: gathered(maxBatchSize, ([{ facet, range }], keys) => statistics.byKey(range, facet, keys)),
  partsByKey: gathered(maxBatchSize, ([{ of, range, limit }], keys) => statistics.partsOf(range, of, { keys, limit })),
});

type Keyed = { readonly key: string };
type Load<K extends Keyed, V> = (group: readonly [K, ...K[]], keys: readonly string[]) => Promise<readonly V[]>;

const gathered = <K extends Keyed, V>(maxBatchSize: number, load: Load<K, V>): DataLoader<K, V, string> =>
  new DataLoader((asked) => loadInGroups(asked, load), { maxBatchSize, cacheKeyFn: (key) => JSON.stringify(key) });

/** Those that differ in nothing but the key are read together. */
const loadInGroups = async <K extends Keyed, V>(asked: readonly K[], load: Load<K, V>): Promise<readonly (V | Error)[]> => {
  const groups = Map.groupBy(asked, (key) => JSON.stringify({ ...key, key: '' }));
  const found = new Map<K, V>();
  await Promise.all(
    [...groups.values()].map(async (group) => {
      const [first, ...others] = group;
      if (first === undefined) return;
      const values = await load(
        [first, ...others],
        group.map(({ key }) => key),
      );
      for (const [i, value] of values.entries()) found.set(group[i] ?? first, value);
    }),
  );
  return asked.map((key) => found.get(key) ?? new Error('the statistics left out a key'));
};

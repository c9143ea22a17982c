import type { Sql } from '#store/sql.ts';
import { countStored } from '#store/statistics/counting/count-stored.ts';

const PASSES_MAX = 1_000;

/** Counts until nothing waits; answers the passes it took. */
export const countAll = async (sql: Sql, eventsMax = 10_000): Promise<number> => {
  for (let passes = 0; passes < PASSES_MAX; passes++) if ((await countStored(sql, eventsMax)).kind === 'nothing') return passes;
  throw new Error(`events are left to count after ${PASSES_MAX} passes`);
};

import type { Sql } from '#store/sql.ts';
import { createFunnelReader } from './create-funnel-reader.ts';
import type { FunnelReader } from './funnel-reader.ts';
import { createSqlFunnelPages } from './sql-funnel-pages.ts';

/** What one process may read for funnels. The embedded database does nothing else while it reads a page. */
const LIMITS = {
  embedded: { eventsMax: 200_000, pageRows: 5_000, togetherMax: 2 },
  server: { eventsMax: 2_000_000, pageRows: 10_000, togetherMax: 2 },
} as const;

/** Funnels over the events of the database. */
export const createSqlFunnelReader = (sql: Sql, mode: keyof typeof LIMITS): FunnelReader => {
  const { pageRows, ...limits } = LIMITS[mode];
  return createFunnelReader({ ...limits, pages: createSqlFunnelPages(sql, { pageRows }) });
};

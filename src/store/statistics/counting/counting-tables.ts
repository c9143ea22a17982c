/** Where counts are kept: the statistics themselves, or the temporary tables of a recount. */
export type CountingTables =
  | { readonly rollups: 'rollups'; readonly sessions: 'sessions' }
  | { readonly rollups: 'recounted_rollups'; readonly sessions: 'recounted_sessions' };

export const STATISTICS: CountingTables = { rollups: 'rollups', sessions: 'sessions' };
export const RECOUNT: CountingTables = { rollups: 'recounted_rollups', sessions: 'recounted_sessions' };

/** What the counts of a rollup row are grouped by, each with the question it answers. */
export const ROLLUP_DIMENSIONS = [
  'ALL', // how many events, plays and errors when?
  'LEVEL', // how many events of each risk level when?
  'CATEGORY', // how many findings of each category when?
  'RULE', // how many findings of each rule when?
  'SHADOW_RULE', // how often would each SHADOW rule have fired when?
  'LATENCY', // how long from acceptance to commit, by the minute of the commit?
] as const;
export type RollupDimension = (typeof ROLLUP_DIMENSIONS)[number];

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

/** The widths a rollup is kept in: minutes for MINUTE_ROLLUP_MS_KEPT, hours for as long as statistics are. */
export type RollupGrain = 'MINUTE' | 'HOUR';

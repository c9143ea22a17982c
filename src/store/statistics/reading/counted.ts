import { noMeasures, type RollupName, rollupOf } from '#store/statistics/rollup.ts';
import type { Counted, Figures, Uniques } from '#store/statistics/statistics-reader.ts';
import type { Sums } from './rollup-rows.ts';

/** The figures of a row of sums; what is measured in sessions is null in rollups by type. */
export const figuresOf = (rollup: RollupName, sums: Sums = noMeasures()): Figures => {
  const { events = 0, plays = 0, errors = 0, watchMs = 0, rebufferMs = 0, attempts = 0, startFailures = 0 } = sums;
  const isByType = rollupOf(rollup).facets.includes('EVENT_TYPE');
  return { events, plays, errors, ...(isByType ? NO_SESSIONS : { watchMs, rebufferMs, attempts, startFailures }) };
};

/** A stretch of playback is of no type. */
export const NO_SESSIONS = { watchMs: null, rebufferMs: null, attempts: null, startFailures: null } as const;

const EXACTLY_NONE = { value: 0, relativeError: 0 } as const;
const NOBODY: Uniques = { viewers: EXACTLY_NONE, devices: EXACTLY_NONE };

/** Rows with their figures, who was counted in them read for all at once when the first is asked. `groups` names each row. */
export const withUniques = <Row extends { readonly group: string; readonly figures: Figures }>(
  rows: readonly Row[],
  readUniques: () => Promise<ReadonlyMap<string, Uniques>>,
): readonly (Row & Counted)[] => {
  let reading: Promise<ReadonlyMap<string, Uniques>> | undefined;
  return rows.map((row) => ({ ...row, uniques: async () => (await (reading ??= readUniques())).get(row.group) ?? NOBODY }));
};

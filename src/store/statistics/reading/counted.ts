import type { RollupName } from '#store/statistics/rollup.ts';
import { rollupOf } from '#store/statistics/rollup.ts';
import type { Counted, Figures, Uniques } from '#store/statistics/statistics-reader.ts';
import type { Sums } from './rollup-rows.ts';

/** The figures of a row of sums; what is measured in sessions is null in rollups by type. */
export const figuresOf = (rollup: RollupName, sums: Sums | undefined): Figures => {
  const ofSessions = (value: number | undefined): number | null => (rollupOf(rollup).facets.includes('EVENT_TYPE') ? null : (value ?? 0));
  return {
    events: sums?.events ?? 0,
    plays: sums?.plays ?? 0,
    errors: sums?.errors ?? 0,
    watchMs: ofSessions(sums?.watchMs),
    rebufferMs: ofSessions(sums?.rebufferMs),
    attempts: ofSessions(sums?.attempts),
    startFailures: ofSessions(sums?.startFailures),
  };
};

export const EXACTLY_NONE = { value: 0, relativeError: 0 } as const;
export const NOBODY: Uniques = { viewers: EXACTLY_NONE, devices: EXACTLY_NONE };

/** Rows with their figures, who was counted in them read for all at once when the first is asked. `groups` names each row. */
export const withUniques = <Row extends { readonly group: string; readonly figures: Figures }>(
  rows: readonly Row[],
  readUniques: () => Promise<ReadonlyMap<string, Uniques>>,
): readonly (Row & Counted)[] => {
  let reading: Promise<ReadonlyMap<string, Uniques>> | undefined;
  return rows.map((row) => ({ ...row, uniques: async () => (await (reading ??= readUniques())).get(row.group) ?? NOBODY }));
};

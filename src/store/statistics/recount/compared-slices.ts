import { SESSION_MS_KEPT } from '#store/events/housekeeping.ts';
import { DAY_MS, GRAINS, ROLLUP_NAMES, rollupOf } from '#store/statistics/rollup.ts';

/** Rows of a table that are compared by one statement, as its values: of rollups those of one rollup, grain and day; of sessions those that began on one day. */
export type ComparedSlice = { readonly table: 'rollups' | 'sessions'; readonly values: readonly string[] };

/** Everything that is compared from `since` on: latencies are measurements of the moment, and minutes and old sessions are swept. */
export const comparedSlices = (since: Date, now: Date): readonly ComparedSlice[] => {
  const sessionsSince = new Date(now.getTime() - SESSION_MS_KEPT + DAY_MS).toISOString();
  const rollups = ROLLUP_NAMES.filter((name) => name !== 'LATENCY');
  return [
    ...rollups.flatMap((rollup) =>
      GRAINS.flatMap((grain) => {
        const keptSince = grain === 'MINUTE' ? now.getTime() - rollupOf(rollup).minutesKeptMs : 0;
        const days = daysSince(Math.max(since.getTime(), keptSince), now.getTime());
        return days.map((day): ComparedSlice => ({ table: 'rollups', values: [rollup, grain, ...day] }));
      }),
    ),
    ...daysSince(since.getTime(), now.getTime()).map((day): ComparedSlice => ({ table: 'sessions', values: [...day, sessionsSince] })),
  ];
};

/** Days from an instant on, the last without end: first instant, and first instant after. */
const daysSince = (since: number, now: number): readonly (readonly [string, string])[] => {
  const days: [string, string][] = [];
  for (let from = since; from <= Math.max(since, now);) {
    const to = (Math.floor(from / DAY_MS) + 1) * DAY_MS;
    days.push([new Date(from).toISOString(), to > Math.max(since, now) ? 'infinity' : new Date(to).toISOString()]);
    from = to;
  }
  return days;
};

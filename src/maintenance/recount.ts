import { setTimeout as pause } from 'node:timers/promises';
import { SettingFault } from '#runtime/setting-fault.ts';
import { type Recount, recountStatistics } from '#store/statistics/recount/recount-statistics.ts';
import { type Settings, withDatabase } from './with-database.ts';

const TRIES_MAX = 240;
const PAUSE_MS = 500;

/** Counts all events anew and compares, or mends; waits two minutes for a worker that is counting, then rejects with a SettingFault. */
export const recount = (settings: Settings, { isMending }: { readonly isMending: boolean }): Promise<Recount> =>
  withDatabase(settings, async ({ sql }) => {
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      // oxlint-disable-next-line no-await-in-loop -- one try after the other
      const found = await recountStatistics(sql, { now: new Date(), isMending });
      if (found !== null) return found;
      // oxlint-disable-next-line no-await-in-loop
      await pause(PAUSE_MS);
    }
    throw new SettingFault('statistics are being counted or recounted elsewhere all the time: try again later');
  });

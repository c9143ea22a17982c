import type { ApiPorts } from '#api/context.ts';

/** How late an event may come and still be counted before its bucket is called final. */
const LATENESS_MS = 5 * 60_000;

/**
 * Buckets that end before this are final: everything accepted until LATENESS_MS after them is stored and counted. Events that come
 * later still (of devices that were offline) count where they occurred all the same. Holds for figures that are read afterwards.
 */
export const readWatermark = async ({ stream, statistics }: Pick<ApiPorts, 'stream' | 'statistics'>, asOf: Date): Promise<Date> => {
  // One after the other, the way events go: none can leave the first unseen and be counted after the second was read.
  const { lagMs } = await stream.status();
  const uncountedSince = await statistics.uncountedSince();
  const storedUntil = asOf.getTime() - lagMs;
  const countedUntil = uncountedSince?.getTime() ?? storedUntil;
  return new Date(Math.floor(Math.min(storedUntil, countedUntil)) - LATENESS_MS);
};

import { setTimeout as delay } from 'node:timers/promises';

/** How one thing the process depends on is doing. */
export type HealthReport = { readonly ok: boolean; readonly detail: string };

/** Looks at one thing the process cannot do without. */
export type HealthCheck = { readonly name: string; readonly check: () => Promise<HealthReport> };

/** A check that takes longer has failed. */
const CHECK_MS_MAX = 2_000;

/** Every check's report; ready when all are ok. A check that throws or takes too long is not ok. */
export const readiness = async (
  checks: readonly HealthCheck[],
): Promise<{ readonly ok: boolean; readonly checks: readonly ({ readonly name: string } & HealthReport)[] }> => {
  const reports = await Promise.all(checks.map(async ({ name, check }) => ({ name, ...(await report(check)) })));
  return { ok: reports.every(({ ok }) => ok), checks: reports };
};

const report = async (check: HealthCheck['check']): Promise<HealthReport> => {
  const done = new AbortController();
  const tooLong = delay(CHECK_MS_MAX, { ok: false, detail: `no answer within ${CHECK_MS_MAX} ms` }, { signal: done.signal });
  tooLong.catch(() => {});
  try {
    return await Promise.race([check(), tooLong]);
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  } finally {
    done.abort();
  }
};

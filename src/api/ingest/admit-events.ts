import type { CallerQuotas } from '#access/limits/caller-quotas.ts';
import type { QuotaState } from '#access/limits/rate-limiter.ts';
import type { Principal } from '#access/principal.ts';
import type { AdmitEvents } from '#ingest/ingest-service.ts';

/** Takes events of the quota of their sender. */
export const admitEventsOf = ({ takeEvents }: Pick<CallerQuotas, 'takeEvents'>, principal: Principal): AdmitEvents =>
  async function admitEvents(events) {
    const state = await takeEvents(principal, events);
    if (state.isAllowed) return null;
    const { limit, windowMs, retryAfterMs } = state;
    return { kind: 'RATE_LIMITED', message: sayWhy(state, events), path: [], retryAfterMs, limit, windowMs };
  };

const sayWhy = ({ limit, windowMs, remaining }: QuotaState, events: number): string => {
  const allowance = `this API key may send ${limit} events in ${windowMs / 1_000} s`;
  return events > limit
    ? `${allowance}, and this request alone has ${events}: send smaller batches`
    : `${allowance}, and has ${remaining} left for the ${events} of this request: send the same again after retryAfterMs`;
};

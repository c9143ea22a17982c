import { type CallerQuotas, type NamedState, refusing, type Visit } from '#access/limits/caller-quotas.ts';
import { RateLimiterAway } from '#access/limits/rate-limiter.ts';
import type { ApiErrorCode } from '#api/api-error.ts';

/** Whether requests may go on, and how the quotas of their caller stand; these are not known while the limits are away. */
export type Admission =
  | { readonly isAdmitted: true; readonly states: readonly NamedState[] }
  | {
      readonly isAdmitted: false;
      readonly states: readonly NamedState[];
      readonly code: Extract<ApiErrorCode, 'RATE_LIMITED' | 'UNAVAILABLE'>;
      readonly message: string;
      readonly retryAfterMs: number;
    };

/** While the limits are away they are asked again this often. */
const AWAY_MS = 1_000;
const WHOSE: Readonly<Record<NamedState['name'], string>> = {
  caller: 'This credential',
  address: 'Your network address',
};

/** Takes requests of the quotas of their caller. */
export const admitRequests = async (quotas: Pick<CallerQuotas, 'takeRequests'>, visit: Visit, requests: number): Promise<Admission> => {
  try {
    const states = await quotas.takeRequests(visit, requests);
    const refusal = refusing(states);
    return refusal === null ? { isAdmitted: true, states } : { isAdmitted: false, states, ...sayWhy(refusal, visit) };
  } catch (error) {
    if (!(error instanceof RateLimiterAway)) throw error;
    return {
      isAdmitted: false,
      states: [],
      code: 'UNAVAILABLE',
      message: 'Limits cannot be looked at: come back later.',
      retryAfterMs: AWAY_MS,
    };
  }
};

const sayWhy = ({ name, limit, windowMs, retryAfterMs }: NamedState, { principal }: Visit) => {
  const who = name === 'caller' && principal.kind === 'ANONYMOUS' ? 'A caller without a credential' : WHOSE[name];
  const message = `${who} may send ${limit} requests in ${windowMs / 1_000} s: send this again after retryAfterMs.`;
  return { code: 'RATE_LIMITED' as const, message, retryAfterMs };
};

import { networkOf } from './network-of.ts';
import type { Principal } from '#access/principal.ts';
import type { Quota, QuotaState, RateLimiter, RateUnit } from './rate-limiter.ts';

/** Whose quotas they are. */
export type Caller = Pick<Principal, 'kind' | 'id' | 'allowance'>;

/** Who calls, and from which address. */
export type Visit = { readonly principal: Caller; readonly address: string };

/** How a quota of a caller stands. */
export type UnitState = QuotaState & { readonly unit: Exclude<RateUnit, 'SIGN_INS'> };

/** Requests a minute that do not depend on who calls. */
export type RequestRates = {
  /** From one IPv4 address or one /64 of IPv6, whoever calls. */
  readonly perAddress: number;
  /** From one of them without a credential that is known. */
  readonly anonymous: number;
};

/** How a quota stands, and what it is called. */
export type NamedState = QuotaState & { readonly name: 'caller' | 'address' };

/** What callers may do in a minute. Rejects with a RateLimiterAway where nothing may pass unseen. */
export type CallerQuotas = {
  /** Takes requests of the caller's quota and of its address', or of neither. */
  takeRequests(visit: Visit, requests: number): Promise<readonly NamedState[]>;
  /** Takes events of the caller's quota, all or none. */
  takeEvents(principal: Caller, events: number): Promise<QuotaState>;
  /** How the quotas of a caller stand, by unit; those of nothing are left out. */
  look(visit: Visit): Promise<readonly UnitState[]>;
};

/** The window of allowances. */
const MINUTE_MS = 60_000;

/** Quotas by the allowance of each caller, counted by the limiter. */
export const createCallerQuotas = ({ limiter, rates }: { readonly limiter: RateLimiter; readonly rates: RequestRates }): CallerQuotas => ({
  async takeRequests(visit, cost) {
    const [caller, address] = await limiter.takeAll([
      { ...requestQuota(visit, rates), cost },
      { subject: `ADDRESS:${networkOf(visit.address)}`, unit: 'REQUESTS', limit: rates.perAddress, windowMs: MINUTE_MS, cost },
    ]);
    return [...(caller ? [{ ...caller, name: 'caller' as const }] : []), ...(address ? [{ ...address, name: 'address' as const }] : [])];
  },
  takeEvents: (principal, cost) => limiter.take({ ...eventQuota(principal), cost }),
  look: (visit) =>
    Promise.all(
      [
        { quota: requestQuota(visit, rates), unit: 'REQUESTS' as const },
        { quota: eventQuota(visit.principal), unit: 'EVENTS' as const },
      ]
        .filter(({ quota }) => quota.limit > 0)
        .map(async ({ quota, unit }) => ({ ...(await limiter.look(quota)), unit })),
    ),
});

/** Who is not known is told apart by address alone. */
const requestQuota = ({ principal: { kind, id, allowance }, address }: Visit, { anonymous }: RequestRates): Quota =>
  kind === 'ANONYMOUS'
    ? { subject: `ANONYMOUS:${networkOf(address)}`, unit: 'REQUESTS', limit: anonymous, windowMs: MINUTE_MS }
    : { subject: `${kind}:${id}`, unit: 'REQUESTS', limit: allowance.requestsPerMinute, windowMs: MINUTE_MS };

const eventQuota = ({ kind, id, allowance }: Caller): Quota => ({
  subject: `${kind}:${id}`,
  unit: 'EVENTS',
  limit: allowance.eventsPerMinute,
  windowMs: MINUTE_MS,
});

/** The state that keeps what was asked for from passing, and for the longest; null when it passes. */
export const refusing = <State extends QuotaState>(states: readonly State[]): State | null =>
  states.filter(({ isAllowed }) => !isAllowed).toSorted((one, other) => other.retryAfterMs - one.retryAfterMs)[0] ?? null;

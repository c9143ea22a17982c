import type { NamedState } from '#access/limits/caller-quotas.ts';

/** How quotas stand, as draft-ietf-httpapi-ratelimit-headers-11 writes it: `q` in `w` seconds, `r` left, all of it again in `t` seconds. */
export const rateLimitHeaders = (states: readonly NamedState[], now: Date): Readonly<Record<string, string>> => ({
  'ratelimit-policy': states.map(({ name, limit, windowMs }) => `"${name}";q=${limit};w=${secondsOf(windowMs)}`).join(', '),
  ratelimit: states
    .map(({ name, remaining, resetAt }) => `"${name}";r=${remaining};t=${secondsOf(Math.max(0, resetAt.getTime() - now.getTime()))}`)
    .join(', '),
});

/** `Retry-After` in whole seconds, which is never too early. */
export const retryAfterHeader = (retryAfterMs: number): Readonly<Record<string, string>> => ({
  'retry-after': String(secondsOf(retryAfterMs)),
});

const secondsOf = (ms: number): number => Math.ceil(ms / 1_000);

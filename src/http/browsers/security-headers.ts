import type { Site } from './site.ts';

/** A year, as browsers' preload lists ask at least. */
const TLS_SECONDS = 31_536_000;

/** Headers of every answer: it is what it says it is, nobody frames it, and nothing of its address is passed on; TLS stays TLS. */
export const securityHeaders = ({ publicUrl }: Site): ReadonlyMap<string, string> =>
  new Map([
    ['content-security-policy', policyOf({})],
    ['x-content-type-options', 'nosniff'],
    ['referrer-policy', 'no-referrer'],
    ['cross-origin-opener-policy', 'same-origin'],
    ...(publicUrl?.startsWith('https:') === true ? [['strict-transport-security', `max-age=${TLS_SECONDS}`] as const] : []),
  ]);

/** A Content-Security-Policy: everything from here alone, but for what a page says it needs. */
export const policyOf = (needs: Readonly<Record<string, string>>): string =>
  Object.entries({ ...STRICT, ...needs })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');

const STRICT = {
  'default-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'object-src': "'none'",
  'frame-ancestors': "'none'",
} as const;

import { z } from 'zod';
import { WINDOW_MS_MAX } from '#domain/event-facts.ts';
import { durationInWords } from '#scoring/duration-in-words.ts';
import { REPEAT_AFTER_MS, type Rule } from '#scoring/rule.ts';

const parameters = z.strictObject({ prefixesMax: z.int().min(1), windowMs: z.int().min(60_000).max(WINDOW_MS_MAX) });

/** One account on more networks than a household has, home, office and mobile: the account-sharing rule of the OTT compliance events pipeline v1, by prefix. */
export const multiIp: Rule<z.infer<typeof parameters>> = {
  key: 'multi-ip',
  name: 'Account used from many networks',
  description: 'A viewer is active from more IP prefixes (/24 of IPv4, /48 of IPv6) within the window than a household has.',
  category: 'ACCOUNT',
  subject: 'viewer',
  points: 30,
  parameters,
  defaults: { prefixesMax: 3, windowMs: 3_600_000 },
  windowMs: ({ windowMs }) => windowMs,
  repeatAfterMs: () => REPEAT_AFTER_MS,
  citations: [{ label: 'OTT compliance events pipeline v1, risk rules: account sharing', url: null }],
  check: ({ facts }, { prefixesMax, windowMs }) => {
    const prefixes = facts.viewer?.ipPrefixes(windowMs).length ?? 0;
    if (prefixes <= prefixesMax) return null;
    return {
      observed: `${prefixes} IP prefixes`,
      threshold: `${prefixesMax} IP prefixes`,
      explanation: `Active from ${prefixes} networks within ${durationInWords(windowMs)}; more than ${prefixesMax} suggest a shared account.`,
    };
  },
};

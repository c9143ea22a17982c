import { z } from 'zod';
import { WINDOW_MS_MAX } from '#domain/event-facts.ts';
import { durationInWords } from '#scoring/duration-in-words.ts';
import { REPEAT_AFTER_MS, type Rule } from '#scoring/rule.ts';

const parameters = z.strictObject({ regionsMax: z.int().min(1), windowMs: z.int().min(60_000).max(WINDOW_MS_MAX) });

/** One account watching from more regions than a person travels: more than 2 within 1 hour, as in the OTT compliance events pipeline v2. */
export const multiRegion: Rule<z.infer<typeof parameters>> = {
  key: 'multi-region',
  name: 'Account used from many regions',
  description: 'A viewer is active from more regions within the window than a person can be.',
  category: 'ACCOUNT',
  subject: 'viewer',
  points: 35,
  parameters,
  defaults: { regionsMax: 2, windowMs: 3_600_000 },
  windowMs: ({ windowMs }) => windowMs,
  repeatAfterMs: () => REPEAT_AFTER_MS,
  citations: [
    { label: 'OTT compliance events pipeline v1, risk rules: account sharing', url: null },
    { label: 'OTT compliance events pipeline v2: multi-region access within 1 hour', url: null },
  ],
  check: ({ facts }, { regionsMax, windowMs }) => {
    const regions = facts.viewer?.regions(windowMs) ?? [];
    if (regions.length <= regionsMax) return null;
    return {
      observed: `${regions.length} regions`,
      threshold: `${regionsMax} regions`,
      explanation: `Active from ${regions.toSorted().join(', ')} within ${durationInWords(windowMs)}; more than ${regionsMax} regions suggest a shared account.`,
    };
  },
};

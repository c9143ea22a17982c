import type { z } from 'zod';
import { failureShare, failureShareParameters } from '#scoring/failure-share.ts';
import type { Rule } from '#scoring/rule.ts';

/** A title that fails for many: 20 events and 20 % errors within 15 minutes. Raised once per title and window. The rule of the OTT compliance events pipeline v1. */
export const contentErrorRate: Rule<z.infer<typeof failureShareParameters>> = {
  key: 'content-error-rate',
  name: 'Title failing',
  description: 'Events of a title within the window are errors to a share at or above the limit, once there are enough of them to tell.',
  category: 'CONTENT',
  subject: 'content',
  points: 65,
  parameters: failureShareParameters,
  defaults: { eventsMin: 20, shareMin: 0.2, windowMs: 900_000 },
  windowMs: ({ windowMs }) => windowMs,
  repeatAfterMs: ({ windowMs }) => windowMs,
  citations: [{ label: 'OTT compliance events pipeline v1, risk rules: content error rate', url: null }],
  check: ({ facts }, parameters) => failureShare(facts.content, 'the title', parameters),
};

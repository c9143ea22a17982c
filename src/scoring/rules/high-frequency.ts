import { z } from 'zod';
import { WINDOW_MS_MAX } from '#domain/event-facts.ts';
import { durationInWords } from '#scoring/duration-in-words.ts';
import { REPEAT_AFTER_MS, type Rule } from '#scoring/rule.ts';

const parameters = z.strictObject({ eventsMax: z.int().min(1), windowMs: z.int().min(60_000).max(WINDOW_MS_MAX) });

/** More events of one viewer than watching makes. The OTT compliance events pipeline v2 used 10 an hour; heartbeats alone make 120, so the default is 600. */
export const highFrequency: Rule<z.infer<typeof parameters>> = {
  key: 'high-frequency',
  name: 'Unusually many events',
  description: 'A viewer sends more events within the window than watching makes, as bots and broken clients do.',
  category: 'ACCOUNT',
  subject: 'viewer',
  points: 20,
  parameters,
  defaults: { eventsMax: 600, windowMs: 3_600_000 },
  windowMs: ({ windowMs }) => windowMs,
  repeatAfterMs: () => REPEAT_AFTER_MS,
  citations: [{ label: 'OTT compliance events pipeline v2: high-frequency activity within 1 hour', url: null }],
  check: ({ facts }, { eventsMax, windowMs }) => {
    const events = facts.viewer?.events(windowMs) ?? 0;
    if (events <= eventsMax) return null;
    return {
      observed: `${events} events`,
      threshold: `${eventsMax} events`,
      explanation: `${events} events of one viewer within ${durationInWords(windowMs)}, more than ${eventsMax}.`,
    };
  },
};

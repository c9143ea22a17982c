import { z } from 'zod';
import { SESSION_IDLE_MS_MAX } from '#domain/event-facts.ts';
import { durationInWords } from '#scoring/duration-in-words.ts';
import { REPEAT_AFTER_MS, type Rule } from '#scoring/rule.ts';

const atOnce = z.int().min(1);
const parameters = z.strictObject({
  limits: z.strictObject({ FREE: atOnce, BASIC: atOnce, STANDARD: atOnce, PREMIUM: atOnce, TRIAL: atOnce, VIP: atOnce }),
  /** A session that is silent for longer is over: heartbeats come every few seconds. */
  idleMs: z.int().min(60_000).max(SESSION_IDLE_MS_MAX),
});

/** More sessions playing at once than the plan allows: the terms of streaming plans, which sell screens. An unknown plan is BASIC. */
export const concurrentSessions: Rule<z.infer<typeof parameters>> = {
  key: 'concurrent-sessions',
  name: 'Too many sessions at once',
  description: 'A viewer has more sessions in progress (seen within the idle time and not ended) than the plan allows.',
  category: 'ACCOUNT',
  subject: 'viewer',
  points: 40,
  parameters,
  defaults: { limits: { FREE: 1, BASIC: 1, STANDARD: 2, PREMIUM: 4, TRIAL: 1, VIP: 4 }, idleMs: 300_000 },
  windowMs: ({ idleMs }) => idleMs,
  repeatAfterMs: () => REPEAT_AFTER_MS,
  citations: [{ label: 'Terms of streaming plans: screens at once', url: null }],
  check: ({ event, facts }, { limits, idleMs }) => {
    const plan = event.subscriptionPlan ?? 'BASIC';
    const sessions = facts.viewer?.sessions(idleMs) ?? 0;
    if (sessions <= limits[plan]) return null;
    return {
      observed: `${sessions} sessions`,
      threshold: `${limits[plan]} sessions`,
      explanation: `${sessions} sessions in progress within ${durationInWords(idleMs)}; the plan ${plan} allows ${limits[plan]}.`,
    };
  },
};

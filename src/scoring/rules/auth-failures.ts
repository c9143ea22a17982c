import { z } from 'zod';
import { WINDOW_MS_MAX } from '#domain/event-facts.ts';
import { durationInWords } from '#scoring/duration-in-words.ts';
import { REPEAT_AFTER_MS, type Rule } from '#scoring/rule.ts';

const parameters = z.strictObject({ failuresMin: z.int().min(1), windowMs: z.int().min(60_000).max(WINDOW_MS_MAX) });

/** Repeated failures to sign in or to renew a token: guessing of passwords or replay of stolen tokens (OWASP ASVS 5.0, 6.3.1). */
export const authFailures: Rule<z.infer<typeof parameters>> = {
  key: 'auth-failures',
  name: 'Repeated sign-in failures',
  description:
    'A viewer fails to sign in or to renew a token (LOGIN_FAILED, TOKEN_REFRESH_FAILED) as often as the limit within the window.',
  category: 'SECURITY',
  subject: 'viewer',
  points: 50,
  parameters,
  defaults: { failuresMin: 5, windowMs: 900_000 },
  windowMs: ({ windowMs }) => windowMs,
  repeatAfterMs: () => REPEAT_AFTER_MS,
  citations: [{ label: 'OWASP ASVS 5.0, 6.3.1', url: 'https://owasp.org/www-project-application-security-verification-standard/' }],
  check: ({ facts }, { failuresMin, windowMs }) => {
    const failures = facts.viewer?.authFailures(windowMs) ?? 0;
    if (failures < failuresMin) return null;
    return {
      observed: `${failures} failures`,
      threshold: `${failuresMin} failures`,
      explanation: `${failures} failed sign-ins or token renewals within ${durationInWords(windowMs)}; ${failuresMin} or more suggest guessing or stolen tokens.`,
    };
  },
};

import type { Random } from '#simulator/story/random.ts';
import type { Step } from '#simulator/story/step.ts';

const SECOND_MS = 1000;

/** Somebody who tries passwords, pauses, and tries again. */
export function* guessingPasswords(random: Random): Generator<Step, never> {
  for (;;) {
    const tries = random.whole(6, 9);
    for (let attempt = 0; attempt < tries; attempt++) {
      const eventType = random.chance(0.8) ? 'LOGIN_FAILED' : 'TOKEN_REFRESH_FAILED';
      yield { afterMs: random.between(2, 6) * SECOND_MS, eventType, errorCode: 'BAD_CREDENTIALS' };
    }
    yield { afterMs: random.between(30, 90) * SECOND_MS, eventType: 'LOGIN_FAILED', errorCode: 'BAD_CREDENTIALS' };
  }
}

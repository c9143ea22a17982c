import type { Random } from '#simulator/story/random.ts';
import type { Step } from '#simulator/story/step.ts';
import type { Title } from '#simulator/story/title.ts';

const SECOND_MS = 1000;

/** A title that never plays, tried again and again: a third of its events are errors, less than half of the screen's. */
export function* failingTitle(random: Random, { contentId, durationMs }: Title): Generator<Step, never> {
  yield { afterMs: random.between(0, 5) * SECOND_MS, eventType: 'LOGIN' };
  for (let session = 1; ; session++) {
    const about = { session, contentId, durationMs, positionMs: 0 };
    yield { afterMs: random.between(6, 16) * SECOND_MS, eventType: 'PLAY', ...about };
    yield { afterMs: random.between(0.5, 3) * SECOND_MS, eventType: 'BUFFER_START', ...about };
    yield { afterMs: random.between(2, 8) * SECOND_MS, eventType: 'ERROR', ...about, errorCode: 'MEDIA_DECODE_FAILED' };
  }
}

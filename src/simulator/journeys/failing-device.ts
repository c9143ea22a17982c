import type { Random } from '#simulator/story/random.ts';
import type { Step } from '#simulator/story/step.ts';
import { pickHit } from '#simulator/story/title.ts';

const SECOND_MS = 1000;

/** A broken device: whatever it plays fails, two of three events. It tries hits, which do not notice. */
export function* failingDevice(random: Random): Generator<Step, never> {
  for (let session = 1; ; session++) {
    const { contentId, durationMs } = pickHit(random);
    const about = { session, contentId, durationMs, positionMs: 0 };
    yield { afterMs: random.between(3, 10) * SECOND_MS, eventType: 'PLAY', ...about };
    yield { afterMs: random.between(1, 4) * SECOND_MS, eventType: 'ERROR', ...about, errorCode: 'HDCP_HANDSHAKE_FAILED' };
    yield { afterMs: random.between(3, 8) * SECOND_MS, eventType: 'ERROR', ...about, errorCode: 'HDCP_HANDSHAKE_FAILED' };
  }
}

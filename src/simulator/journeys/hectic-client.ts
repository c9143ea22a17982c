import type { Random } from '#simulator/story/random.ts';
import type { Step } from '#simulator/story/step.ts';
import { pickTitle } from '#simulator/story/title.ts';

const HEARTBEAT_MS = 500;

/** A client with a broken timer: heartbeats twice a second, 7200 an hour. */
export function* hecticClient(random: Random): Generator<Step, never> {
  for (let session = 1; ; session++) {
    const { contentId, durationMs } = pickTitle(random);
    yield { afterMs: random.between(1000, 5000), eventType: 'PLAY', session, contentId, durationMs, positionMs: 0 };
    for (let positionMs = HEARTBEAT_MS; positionMs < durationMs; positionMs += HEARTBEAT_MS) {
      yield { afterMs: HEARTBEAT_MS, eventType: 'HEARTBEAT', session, contentId, durationMs, positionMs };
    }
    yield { afterMs: HEARTBEAT_MS, eventType: 'STOP', session, contentId, durationMs, positionMs: durationMs };
  }
}

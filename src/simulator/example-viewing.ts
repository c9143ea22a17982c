import type { SimulatedBatch } from './ingest-request.ts';
import type { SimulatedEvent } from './simulated-event.ts';

const SECOND_MS = 1_000;

/** Seconds ago, what happened, and whether consent had been given by then: the answer came after the picture. */
const STORY: readonly (readonly [number, SimulatedEvent['eventType'], boolean])[] = [
  [305, 'LOGIN', false],
  [300, 'PLAY', false],
  [297, 'PLAYING', true],
  [240, 'HEARTBEAT', true],
  [200, 'BUFFER_START', true],
  [196, 'BUFFER_END', true],
  [180, 'ERROR', true],
  [175, 'PLAYING', true],
  [150, 'PAUSE', true],
  [90, 'RESUME', true],
  [30, 'HEARTBEAT', true],
  [1, 'STOP', true],
];

/** What the defaults of `schema/operations` ask about: one evening of `example-viewer` on `example-tv`, just over, with `example-event` in it. */
export const exampleViewing = (now: Date): SimulatedBatch => ({
  batchId: `example-${now.getTime()}`,
  events: STORY.map(([ago, eventType, hasConsent]) => ({
    eventId: eventType === 'PLAY' ? 'example-event' : `example-${now.getTime()}-${ago}`,
    eventType,
    timestamp: new Date(now.getTime() - ago * SECOND_MS).toISOString(),
    userId: 'example-viewer',
    deviceId: 'example-tv',
    sessionId: 'example-session',
    contentId: 'movie_1000',
    region: 'NL',
    isEu: true,
    hasConsent,
    deviceType: 'SMART_TV',
    networkType: 'WIFI',
    subscriptionPlan: 'STANDARD',
    ...(eventType === 'ERROR' ? { errorCode: 'NET_TIMEOUT' } : {}),
  })),
});

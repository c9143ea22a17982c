import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { serveParent } from '../support/serve-parent.ts';
import { createAppendRequests } from './append-requests.ts';
import { createPostRequests } from './post-requests.ts';
import { createRequestBodies, EVENTS_PER_REQUEST, type TrafficPart } from './request-bodies.ts';
import { sendSaturating, sendSteadily } from './send-events.ts';

/** What the load process is started with: the Redis behind the pipeline, its stream, and where requests go (null: straight into the stream). */
export type LoadTarget = { readonly redisUrl: string; readonly stream: string; readonly url: string | null };

/** Accepted requests that may wait in the stream: the consumers always have work, and the backlog stays far below its limit. */
const REQUESTS_WAITING_MAX = 60;
const POLL_MS = 10;

const { redisUrl, stream, url } = JSON.parse(process.argv[2] ?? '{}') as LoadTarget;
const redis = new Redis(redisUrl);
const send = url === null ? createAppendRequests(redis, stream) : createPostRequests(url);
const nextBodies = createRequestBodies();
let bodies: readonly Buffer[] = [];

/** Sends everything prepared; answers the seconds from the first byte sent until the last entry was acknowledged, which is after it was stored. */
const saturate = async (): Promise<number> => {
  let waiting = 0;
  const poll = setInterval(() => void redis.xlen(stream).then((entries) => (waiting = entries)), POLL_MS);
  const start = performance.now();
  await sendSaturating({ bodies, send }, () => waiting > REQUESTS_WAITING_MAX).finally(() => clearInterval(poll));
  while ((await redis.xlen(stream)) > 0) await sleep(POLL_MS);
  return (performance.now() - start) / 1_000;
};

serveParent({
  prepare: (part: TrafficPart) => void (bodies = nextBodies(part)),
  saturate,
  steady: async (eventsPerSecond: number) => sendSteadily({ bodies, send }, eventsPerSecond / EVENTS_PER_REQUEST),
});

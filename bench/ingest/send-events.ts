import { setTimeout as sleep } from 'node:timers/promises';

/** How prepared requests leave the load process. */
export type Sending = {
  readonly bodies: readonly Buffer[];
  /** Resolves when the request was accepted, rejects when it was not. */
  readonly send: (body: Buffer) => Promise<void>;
};

/** Requests waiting for an answer at once: enough to keep the receiver busy. */
const REQUESTS_IN_FLIGHT = 6;
const HELD_BACK_MS = 5;

/** Sends everything as fast as it is accepted, pausing while `isFull` says that more than enough waits behind. */
export const sendSaturating = async ({ bodies, send }: Sending, isFull: () => boolean): Promise<void> => {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      while (isFull()) await sleep(HELD_BACK_MS);
      await send(body);
    }
  };
  await Promise.all(Array.from({ length: REQUESTS_IN_FLIGHT }, lane));
};

/** Sends at an even pace whatever the answers do; resolves with the time each request took, in milliseconds. */
export const sendSteadily = async ({ bodies, send }: Sending, requestsPerSecond: number): Promise<readonly number[]> => {
  const start = performance.now();
  const requests = bodies.map(async (body, i) => {
    const wait = start + (i * 1_000) / requestsPerSecond - performance.now();
    if (wait > 0) await sleep(wait);
    const sentAt = performance.now();
    await send(body);
    return performance.now() - sentAt;
  });
  return Promise.all(requests);
};

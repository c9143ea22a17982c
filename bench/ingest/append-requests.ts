import type { Redis } from 'ioredis';
import type { Sending } from './send-events.ts';

/** The receiving half of the floor: parses the body, as any receiver must, and appends it to the stream as one entry. */
export const createAppendRequests = (redis: Redis, stream: string): Sending['send'] =>
  async function appendRequest(body) {
    const { variables }: { variables?: { input?: { events?: unknown } } } = JSON.parse(body.toString());
    if (!Array.isArray(variables?.input?.events)) throw new Error('not a batch of events');
    await redis.xadd(stream, '*', 'p', body);
  };

import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { type ConsumerParts, startConsumer } from '#consumer/consumer.ts';
import { encodeEventBatch } from '#domain/event-batch.ts';
import type { Delivery } from '#stream/event-stream.ts';
import { NOON } from '../../support/builders.ts';
import { eventually } from '../../support/eventually.ts';

/** An entry without events, so that nothing is stored or assessed on its way. */
const ENTRY: Delivery = {
  entryId: '0:1-1',
  shard: 0,
  payload: encodeEventBatch({ source: 'demo', receivedAt: NOON, events: [] }),
  eventCount: 0,
};

const away = (): Promise<never> => Promise.reject(new Error('away'));
const untouched = {} as ConsumerParts;

/** Lets a consumer finish one entry whose last two steps go as told; answers what was said about it. */
const wordsAbout = async (steps: { acknowledge(): Promise<void>; settle(): Promise<void> }): Promise<string> => {
  const lines: string[] = [];
  const entries = [ENTRY];
  const read = async (): Promise<readonly Delivery[]> => {
    if (entries.length === 0) await sleep(5);
    return entries.splice(0);
  };
  const parts: ConsumerParts = {
    ...untouched,
    stream: { ...untouched.stream, read, acknowledge: steps.acknowledge },
    assessor: { assess: async () => [], settle: steps.settle },
    name: 'lane',
    lanes: 1,
    batchEvents: 10,
    now: () => NOON,
    log: pino({ level: 'debug' }, { write: (line) => void lines.push(line) }),
  };
  await using _consumer = startConsumer(parts);
  await eventually(() => lines.length > 0, { what: 'a word about the entry' });
  return lines.join('');
};

const done = (): Promise<void> => Promise.resolve();

describe('an entry', () => {
  it.each([
    ['that could not be acknowledged', away, done, true],
    ['that was acknowledged', done, done, false],
    ['that was acknowledged and is still remembered by the windows', done, away, false],
  ])('%s: whether it is said to be delivered again', async (_what, acknowledge, settle, isDeliveredAgain) => {
    expect((await wordsAbout({ acknowledge, settle })).includes('delivered again')).toBe(isDeliveredAgain);
  });
});

import { setTimeout as wait } from 'node:timers/promises';
import type { Delivery, EventStream } from '#stream/event-stream.ts';
import { type Processing, processDeliveries } from './process-deliveries.ts';

/** What a consumer needs, and how much it does at once. */
export type ConsumerParts = Processing & {
  readonly stream: EventStream;
  /** Names this process in the consumer group; each lane adds its number. */
  readonly name: string;
  /** Transactions in flight. */
  readonly lanes: number;
};

/** A running consumer. Disposing stops reading, finishes the batches in hand and leaves waiting ones to others. */
export type Consumer = { /** Events newly stored since the start. */ storedCount(): number } & AsyncDisposable;

/** How long a read waits for the first event. */
const READ_WAIT_MS = 1_000;
/** After a failed read, while the stream is away. */
const READ_RETRY_MS = 500;
/** How long batches in hand may take after the stop was asked for; what waits for a server then is given up and delivered again. */
const STOP_GRACE_MS = 10_000;

/** Starts reading the stream in `lanes` loops, each with one transaction at a time. */
export const startConsumer = (parts: ConsumerParts): Consumer => {
  const reading = new AbortController();
  const working = new AbortController();
  let stored = 0;
  const onStored = (count: number) => void (stored += count);
  const lanes = Array.from({ length: parts.lanes }, (_, i) =>
    runLane({ ...parts, name: `${parts.name}-${i + 1}`, onStored }, { reading: reading.signal, working: working.signal }),
  );
  return {
    storedCount: () => stored,
    [Symbol.asyncDispose]: async () => {
      reading.abort();
      const grace = setTimeout(() => working.abort(new Error('the consumer stops')), STOP_GRACE_MS);
      await Promise.all(lanes);
      clearTimeout(grace);
    },
  };
};

type Lane = ConsumerParts & { readonly onStored: (count: number) => void };
type Signals = { readonly reading: AbortSignal; readonly working: AbortSignal };

const runLane = async (lane: Lane, { reading, working }: Signals): Promise<void> => {
  while (!reading.aborted) {
    const deliveries = await readOrWait(lane, reading);
    if (deliveries.length > 0) await finish(lane, deliveries, working);
  }
};

const readOrWait = async ({ stream, name, batchEvents, log }: Lane, signal: AbortSignal): Promise<readonly Delivery[]> => {
  try {
    return await stream.read({ reader: name, eventLimit: batchEvents, waitMs: READ_WAIT_MS, signal });
  } catch (error) {
    log.warn({ err: error }, 'the stream cannot be read');
    await wait(READ_RETRY_MS, undefined, { signal }).catch(() => undefined);
    return [];
  }
};

/** What is not acknowledged is delivered again, and then finds everything done. */
const finish = async (lane: Lane, deliveries: readonly Delivery[], working: AbortSignal): Promise<void> => {
  const { stream, log, onStored } = lane;
  try {
    const { storedCount, erasedCount, observedAs } = await processDeliveries(lane, deliveries, working);
    onStored(storedCount);
    await stream.acknowledge(deliveries);
    await settle(lane, observedAs);
    log.debug({ entries: deliveries.length, storedCount, erasedCount }, 'batch done');
    if (erasedCount > 0) log.info({ erasedCount }, 'events of viewers who were erased were refused');
  } catch (error) {
    log.warn({ err: error, entries: deliveries.length }, 'a batch was not finished and will be delivered again');
  }
};

/** Only room is lost by a failure: what is never settled is forgotten with time. */
const settle = ({ assessor, log }: Lane, observedAs: readonly string[]): Promise<void> =>
  assessor.settle(observedAs).catch((error: unknown) => {
    log.warn({ err: error, entries: observedAs.length }, 'the windows could not be told that entries are done, and forget them later');
  });

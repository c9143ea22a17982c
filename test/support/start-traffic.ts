import { setTimeout as sleep } from 'node:timers/promises';
import { ingestUntilAnswered } from './ingest-client.ts';
import type { Ledger } from './ledger.ts';
import { mixedTraffic } from './wire-event.ts';

/** A client that goes on sending while a test breaks things. */
export type Traffic = {
  /** Ends the sending, once every batch in hand has been answered: nothing stays unknown. */
  finish(): Promise<void>;
} & AsyncDisposable;

export type TrafficRequest = {
  readonly url: () => string;
  readonly ledger: Ledger;
  /** A batch is begun this often; 50 ms apart unless told otherwise. */
  readonly everyMs?: number;
};

const BATCH_EVENTS = 40;
/** Batches without an answer at once: a client that is not answered does not pile up more. */
const BATCHES_IN_HAND_MAX = 8;

/** Begins to send mixed traffic, 800 events a second unless told otherwise. Disposing gives up what was not answered. */
export const startTraffic = ({ url, ledger, everyMs = 50 }: TrafficRequest): Traffic => {
  const finishing = new AbortController();
  const giving = new AbortController();
  const inHand = new Set<Promise<void>>();
  const run = async (): Promise<void> => {
    for (let number = 0; !finishing.signal.aborted; number++) {
      if (inHand.size < BATCHES_IN_HAND_MAX) {
        const events = mixedTraffic(`traffic-${number}`, BATCH_EVENTS);
        const sending = ingestUntilAnswered({ url, ledger, signal: giving.signal }, { events }).finally(() => inHand.delete(sending));
        inHand.add(sending);
      }
      await sleep(everyMs);
    }
    await Promise.all(inHand);
  };
  const running = run();
  running.catch(() => undefined); // `finish` tells
  return {
    async finish() {
      finishing.abort();
      await running;
    },
    async [Symbol.asyncDispose]() {
      finishing.abort();
      giving.abort();
      await running.catch(() => undefined);
    },
  };
};

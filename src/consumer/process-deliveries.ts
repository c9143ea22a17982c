import type { Logger } from 'pino';
import type { AlertBus } from '#alerts/alert-bus.ts';
import type { AlertPolicy } from '#alerts/raise-alerts.ts';
import type { Assessor } from '#assessment/assess-events.ts';
import type { CountryOfPrefix } from '#assessment/geo/country-of-prefix.ts';
import type { EventStore } from '#store/events/event-store.ts';
import type { Delivery } from '#stream/event-stream.ts';
import { createAssessOnce } from './assess-once.ts';
import { decodeDeliveries, type UndecodableEntry } from './decode-deliveries.ts';
import { deliveryChunks } from './delivery-chunks.ts';
import { failureReason } from './failure-kind.ts';
import { retryOutage, type Waiting } from './retry-outage.ts';
import { storeBatch } from './store-batch.ts';
import { storeOrSetAside, type TryToStore } from './store-or-set-aside.ts';

/** What processing touches. */
export type Processing = {
  readonly store: EventStore;
  readonly countryOfPrefix: CountryOfPrefix;
  readonly assessor: Assessor;
  readonly alertPolicy: () => AlertPolicy;
  readonly bus: AlertBus;
  /** Events in one transaction, about. */
  readonly batchEvents: number;
  readonly now: () => Date;
  readonly log: Logger;
};

/** What came of a delivery: how many events were new, how many were refused since their viewer was erased, and the names to settle once it is acknowledged. */
export type Processed = { readonly storedCount: number; readonly erasedCount: number; readonly observedAs: readonly string[] };

/**
 * Brings every event of the deliveries to its end: stored, known already, or a dead letter; about `batchEvents` in each
 * transaction. Outages are waited out; rejects only when `signal` fires.
 */
export const processDeliveries = async (
  processing: Processing,
  deliveries: readonly Delivery[],
  signal: AbortSignal,
): Promise<Processed> => {
  let storedCount = 0;
  let erasedCount = 0;
  const observedAs: string[] = [];
  for (const chunk of deliveryChunks(deliveries, processing.batchEvents)) {
    const processed = await processChunk(processing, chunk, signal);
    storedCount += processed.storedCount;
    erasedCount += processed.erasedCount;
    observedAs.push(...processed.observedAs);
  }
  return { storedCount, erasedCount, observedAs };
};

const processChunk = async (processing: Processing, chunk: readonly Delivery[], signal: AbortSignal): Promise<Processed> => {
  const { store, bus, log, now } = processing;
  const outage = { signal, log };
  const { events, undecodable } = decodeDeliveries(chunk);
  for (const entry of undecodable) await retryOutage(() => setEntryAside(processing, entry), outage);
  const assessments = createAssessOnce(processing.assessor);
  let storedCount = 0;
  let erasedCount = 0;
  const tryToStore: TryToStore = async (batch) => {
    const isDivisible = batch.length > 1;
    const stored = await retryOutage(() => storeBatch({ ...processing, assessments }, batch), { ...outage, isDivisible });
    storedCount += stored.storedCount;
    erasedCount += stored.erasedCount;
    await bus.publish(stored.alerts);
  };
  await storeOrSetAside({ tryToStore, store: patient(store, outage), log, now, signal }, events);
  return { storedCount, erasedCount, observedAs: assessments.observedAs() };
};

/** The store as dead letters need it: they wait out outages like everything else. */
const patient = (store: EventStore, outage: Waiting): EventStore => ({
  ...store,
  recordFailure: (key, at) => retryOutage(() => store.recordFailure(key, at), outage),
  forgetFailures: (key) => retryOutage(() => store.forgetFailures(key), outage),
  setAside: (letter) => retryOutage(() => store.setAside(letter), outage),
});

const setEntryAside = async ({ store, now, log }: Processing, { delivery, error }: UndecodableEntry): Promise<void> => {
  const { entryId, payload } = delivery;
  const reason = failureReason(error);
  const nobody = { eventKey: null, source: null, eventId: null, userId: null };
  await store.setAside({ ...nobody, entryId, stage: 'DECODE', reason, attempts: 1, failedAt: now(), payload });
  log.error({ entryId, reason }, 'an entry is no event batch and became a dead letter');
};

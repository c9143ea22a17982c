import type { AlertPolicy } from '#alerts/raise-alerts.ts';
import { alertCandidates } from '#alerts/raise-alerts.ts';
import type { CountryOfPrefix } from '#assessment/geo/country-of-prefix.ts';
import { blamingEvents } from '#domain/event-fault.ts';
import type { RiskAlert } from '#domain/risk-alert.ts';
import type { EventStore } from '#store/events/event-store.ts';
import type { AssessOnce } from './assess-once.ts';
import type { IncomingEvent } from './decode-deliveries.ts';
import { type DeliveredEvent, identifyEvents } from './identify-events.ts';

/** What one try to store a batch needs. */
export type BatchStoring = {
  readonly store: EventStore;
  readonly countryOfPrefix: CountryOfPrefix;
  readonly assessments: AssessOnce;
  readonly alertPolicy: () => AlertPolicy;
  readonly now: () => Date;
};

/** What a committed batch did. */
export type StoredBatch = { readonly storedCount: number; readonly alerts: readonly RiskAlert[] };

/**
 * Identify, then one transaction: claim, read what its viewers asked for, assess what is new, store, count, raise alerts.
 * Events stored before are passed over, so that any number of tries and deliveries has the effect of one. Rejects with
 * everything undone but pseudonyms.
 */
export const storeBatch = async (
  { store, countryOfPrefix, assessments, alertPolicy, now }: BatchStoring,
  incoming: readonly IncomingEvent[],
): Promise<StoredBatch> => {
  const batch = await identifyEvents({ store, countryOfPrefix }, incoming);
  const claims = incoming.map(({ key, event }) => ({ key, occurredAt: event.occurredAt }));
  const storedAt = now();
  await store.makeRoom(claims, storedAt);
  return store.inTransaction(storedAt, async (transaction) => {
    const claimed = await transaction.claim(claims);
    if (claimed.size === 0) return NOTHING_NEW;
    const fresh = batch.filter(({ identified }) => claimed.has(identified.key));
    const assessed = await assessments.assess(fresh, await transaction.preferences(viewersOf(fresh)));
    const candidates = blamingEvents(() => alertCandidates(assessed, alertPolicy()));
    return { storedCount: assessed.length, alerts: await transaction.save(assessed, candidates) };
  });
};

const viewersOf = (batch: readonly DeliveredEvent[]): ReadonlySet<string> =>
  new Set(batch.flatMap(({ identified }) => identified.viewerId ?? []));

const NOTHING_NEW: StoredBatch = { storedCount: 0, alerts: [] };

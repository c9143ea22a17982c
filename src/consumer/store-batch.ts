import type { AlertPolicy } from '#alerts/raise-alerts.ts';
import { alertCandidates } from '#alerts/raise-alerts.ts';
import type { CountryOfPrefix } from '#assessment/geo/country-of-prefix.ts';
import { blamingEvents } from '#domain/event-fault.ts';
import type { RiskAlert } from '#domain/risk-alert.ts';
import type { EventStore } from '#store/events/event-store.ts';
import { IdentitiesChanged } from '#store/identities/identities-changed.ts';
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

/** What a committed batch did; events of viewers who were erased are refused. */
export type StoredBatch = { readonly storedCount: number; readonly erasedCount: number; readonly alerts: readonly RiskAlert[] };

/** How often a batch begins anew because somebody was erased meanwhile, before it waits as in an outage. */
const TRIES_MAX = 10;

/**
 * Identify, then one transaction: claim, read what its viewers asked for and who was erased, assess what is new, store, count, raise
 * alerts. Events stored before are passed over, so that any number of tries and deliveries has the effect of one. Rejects with
 * everything undone but pseudonyms.
 */
export const storeBatch = async (storing: BatchStoring, incoming: readonly IncomingEvent[]): Promise<StoredBatch> => {
  for (let tries = 1; ; tries++) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one try after the other
      return await tryToStore(storing, incoming);
    } catch (error) {
      if (!(error instanceof IdentitiesChanged) || tries === TRIES_MAX) throw error;
    }
  }
};

const tryToStore = async (
  { store, countryOfPrefix, assessments, alertPolicy, now }: BatchStoring,
  incoming: readonly IncomingEvent[],
): Promise<StoredBatch> => {
  const erasuresHeeded = await store.erasuresHeeded();
  const batch = await identifyEvents({ store, countryOfPrefix }, incoming);
  const erasedCount = incoming.length - batch.length;
  const nothingNew = { storedCount: 0, erasedCount, alerts: [] };
  if (batch.length === 0) return nothingNew;
  const claims = batch.map(({ identified: { key, event } }) => ({ key, occurredAt: event.occurredAt }));
  const storedAt = now();
  await store.makeRoom(claims, storedAt);
  return store.inTransaction(storedAt, async (transaction) => {
    const claimed = await transaction.claim(claims);
    if (claimed.size === 0) return nothingNew;
    const fresh = batch.filter(({ identified }) => claimed.has(identified.key));
    const preferences = await transaction.preferences(viewersOf(fresh), erasuresHeeded);
    const assessed = await assessments.assess(fresh, preferences);
    const candidates = blamingEvents(() => alertCandidates(assessed, alertPolicy()));
    return { storedCount: assessed.length, erasedCount, alerts: await transaction.save(assessed, candidates) };
  });
};

const viewersOf = (batch: readonly DeliveredEvent[]): ReadonlySet<string> =>
  new Set(batch.flatMap(({ identified }) => identified.viewerId ?? []));

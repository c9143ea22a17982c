import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { EventStore } from '#store/events/event-store.ts';
import type { IncomingEvent } from './decode-deliveries.ts';
import { failureReason } from './failure-kind.ts';

/** Failures alone after which an event becomes a dead letter. */
export const ATTEMPTS_MAX = 5;
const WAIT_MS_BETWEEN_ATTEMPTS = 100;

/** Tries to store events in one transaction; resolves when committed, rejects when they cannot be stored as they are. */
export type TryToStore = (batch: readonly IncomingEvent[]) => Promise<void>;

type Parts = {
  readonly tryToStore: TryToStore;
  readonly store: EventStore;
  readonly log: Logger;
  readonly now: () => Date;
  readonly signal: AbortSignal;
};
type Failed = { readonly incoming: IncomingEvent; readonly error: unknown };

/** Stores a batch; events that spoil it are found by halving, tried ATTEMPTS_MAX times alone and then set aside, so that all others are stored. */
export const storeOrSetAside = async (parts: Parts, batch: readonly IncomingEvent[]): Promise<void> => {
  let failing = await storeHalving(parts, batch);
  while (failing.length > 0) {
    await wait(WAIT_MS_BETWEEN_ATTEMPTS, undefined, { signal: parts.signal });
    const stillFailing: Failed[] = [];
    for (const failed of failing) stillFailing.push(...(await tryAgainAlone(parts, failed)));
    failing = stillFailing;
  }
};

const storeHalving = async (parts: Parts, batch: readonly IncomingEvent[]): Promise<readonly Failed[]> => {
  const [first] = batch;
  if (!first) return [];
  try {
    await parts.tryToStore(batch);
    return [];
  } catch (error) {
    parts.signal.throwIfAborted();
    if (batch.length === 1) return [{ incoming: first, error }];
    const middle = Math.ceil(batch.length / 2);
    return [...(await storeHalving(parts, batch.slice(0, middle))), ...(await storeHalving(parts, batch.slice(middle)))];
  }
};

/** The failure so far is counted first: a process that dies here goes on counting after its restart. */
const tryAgainAlone = async (parts: Parts, { incoming, error }: Failed): Promise<readonly Failed[]> => {
  const attempts = await parts.store.recordFailure(incoming.key, parts.now());
  if (attempts >= ATTEMPTS_MAX) {
    await setAside(parts, { incoming, error }, attempts);
    return [];
  }
  const failed = await storeHalving(parts, [incoming]);
  if (failed.length === 0) await parts.store.forgetFailures(incoming.key);
  return failed;
};

const setAside = async ({ store, log, now }: Parts, { incoming, error }: Failed, attempts: number): Promise<void> => {
  const { entryId, key, event } = incoming;
  const reason = failureReason(error);
  const eventId = event.eventId.replaceAll('\0', ''); // the one character PostgreSQL cannot keep
  const letter = { entryId, eventKey: key, source: event.source, eventId, userId: event.userId, stage: 'STORE' as const };
  await store.setAside({ ...letter, reason, attempts, failedAt: now(), payload: JSON.stringify(event) });
  log.error({ entryId, reason, attempts }, 'an event cannot be stored and became a dead letter');
};

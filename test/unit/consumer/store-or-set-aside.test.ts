import { describe, expect, it } from 'vitest';
import { EventFault } from '#domain/event-fault.ts';
import { ATTEMPTS_MAX, storeOrSetAside } from '#consumer/store-or-set-aside.ts';
import type { IncomingEvent } from '#consumer/decode-deliveries.ts';
import type { DeadLetter } from '#store/events/dead-letter-table.ts';
import type { EventStore } from '#store/events/event-store.ts';
import { aPlaybackEvent, NOON } from '../../support/builders.ts';
import { SILENT } from '../../support/test-store.ts';

const incoming = (eventId: string): IncomingEvent => ({ entryId: 'entry', key: `key of ${eventId}`, event: aPlaybackEvent({ eventId }) });
const idOf = ({ event }: IncomingEvent) => event.eventId;

/** A store whose transactions refuse any batch holding a poisonous event. */
const aPoisonableStore = (isPoison: (eventId: string, attempt: number) => boolean) => {
  const stored: string[] = [];
  const letters: DeadLetter[] = [];
  const failures = new Map<string, number>();
  let tries = 0;
  const store: EventStore = {
    erasuresHeeded: async () => 0,
    identify: async () => new Map(),
    makeRoom: async () => undefined,
    inTransaction: () => Promise.reject(new Error('not used here')),
    recordFailure: async (key) => {
      failures.set(key, (failures.get(key) ?? 0) + 1);
      return failures.get(key) ?? 0;
    },
    forgetFailures: async (key) => void failures.delete(key),
    setAside: async (letter) => void letters.push(letter),
  };
  const tryToStore = async (batch: readonly IncomingEvent[]) => {
    tries += 1;
    for (const event of batch) if (isPoison(idOf(event), failures.get(event.key) ?? 0)) throw new EventFault('poison');
    stored.push(...batch.map(idOf));
  };
  const run = (batch: readonly IncomingEvent[]) =>
    storeOrSetAside({ tryToStore, store, log: SILENT, now: () => NOON, signal: new AbortController().signal }, batch);
  return { run, stored, letters, failures, tries: () => tries };
};

describe('a batch with poisonous events', () => {
  const ids = Array.from({ length: 64 }, (_, i) => `event-${i}`);

  it.each([[[]], [['event-0']], [['event-63']], [['event-7', 'event-8', 'event-40']], [ids]])(
    'stores all others and sets aside %j',
    async (poison) => {
      const { run, stored, letters } = aPoisonableStore((id) => poison.includes(id));
      await run(ids.map(incoming));
      expect(stored.toSorted()).toEqual(ids.filter((id) => !poison.includes(id)).toSorted());
      expect(letters.map(({ eventId }) => eventId).toSorted()).toEqual([...poison].toSorted());
      expect(letters.every(({ attempts }) => attempts === ATTEMPTS_MAX)).toBe(true);
    },
  );

  it('stores an event that recovers before its last try, and forgets its failures', async () => {
    const { run, stored, letters, failures: kept } = aPoisonableStore((id, failures) => id === 'event-3' && failures < ATTEMPTS_MAX - 1);
    await run(ids.map(incoming));
    expect(stored).toHaveLength(64);
    expect(letters).toEqual([]);
    expect(kept.size).toBe(0);
  });

  it('finds one poisonous event in about twice as many tries as halvings', async () => {
    const { run, tries } = aPoisonableStore((id) => id === 'event-20');
    await run(ids.map(incoming));
    expect(tries()).toBeLessThanOrEqual(1 + 2 * 6 + ATTEMPTS_MAX);
  });
});

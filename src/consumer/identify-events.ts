import type { CountryOfPrefix } from '#assessment/geo/country-of-prefix.ts';
import { blamingEvents } from '#domain/event-fault.ts';
import { ipPrefix } from '#domain/ip-prefix.ts';
import type { IdentifiedEvent } from '#domain/playback-event.ts';
import type { EventStore } from '#store/events/event-store.ts';
import type { IncomingEvent } from './decode-deliveries.ts';

/** An event that names no person any more, and the entry it came with. */
export type DeliveredEvent = { readonly entryId: string; readonly identified: IdentifiedEvent };

/** Where identities and countries are looked up. */
export type Identification = { readonly store: Pick<EventStore, 'identify'>; readonly countryOfPrefix: CountryOfPrefix };

/** Replaces viewers and devices by their pseudonyms and addresses by their prefix and its country, and leaves out viewers who were erased: at most a few statements a batch. */
export const identifyEvents = async (
  { store, countryOfPrefix }: Identification,
  incoming: readonly IncomingEvent[],
): Promise<readonly DeliveredEvent[]> => {
  const viewers = await store.identify('VIEWER', named(incoming, 'userId'));
  const living = incoming.filter(({ event }) => event.userId === null || viewers.get(event.userId) !== null);
  const devices = await store.identify('DEVICE', named(living, 'deviceId'));
  const withoutPerson = ({ entryId, key, event }: IncomingEvent): DeliveredEvent => {
    const prefix = event.ipAddress === null ? null : ipPrefix(event.ipAddress);
    const viewerId = event.userId === null ? null : (viewers.get(event.userId) ?? null);
    const deviceId = event.deviceId === null ? null : (devices.get(event.deviceId) ?? null);
    const ipCountry = prefix === null ? null : countryOfPrefix(prefix);
    return { entryId, identified: { key, event, viewerId, deviceId, ipPrefix: prefix, ipCountry } };
  };
  return blamingEvents(() => living.map(withoutPerson));
};

const named = (incoming: readonly IncomingEvent[], id: 'userId' | 'deviceId'): ReadonlySet<string> => {
  const ids = new Set<string>();
  for (const { event } of incoming) {
    const value = event[id];
    if (value !== null) ids.add(value);
  }
  return ids;
};

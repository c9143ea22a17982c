import { describe, expect, it } from 'vitest';
import { type Deployment, MODES, openDeployment } from '../support/deployment.ts';
import { type BatchInput, ingestAll } from '../support/ingest-client.ts';
import { createLedger } from '../support/ledger.ts';
import { audit, FLAWLESS } from '../support/oracle.ts';
import type { PlayguardProcess } from '../support/playguard-process.ts';
import { hasRedis } from '../support/services.ts';
import { anAlertingEvent, batchesOf, mixedTraffic, type WireEvent } from '../support/wire-event.ts';

describe.each(MODES)('exactly once, %s', (mode) => {
  it('counts an event once however often, in whichever batch and with whichever clock it is sent', async () => {
    await using deployment = await openDeployment(mode);
    const api = await deployment.start('all');
    const ledger = createLedger();
    const events = mixedTraffic('once', 900);
    await ingestAll({ url: () => api.url, ledger, senders: 6 }, everyWayToRepeat(events));
    expect(ledger.idsOf('acknowledged')).toHaveLength(900);
    expect(await audit({ deployment, api, ledger })).toEqual(FLAWLESS);
  });
});

describe.skipIf(!hasRedis())('exactly once with several workers', () => {
  it('holds through two APIs and three workers that get the same events in different order', async () => {
    await using deployment = await openDeployment('server', { CONSUMER_BATCH_EVENTS: '60' });
    const [one, other] = await startCluster(deployment, 3);
    const ledger = createLedger();
    const events = mixedTraffic('many', 1_500);
    const batches = everyWayToRepeat(events);
    await Promise.all([
      ingestAll({ url: () => one.url, ledger }, batches),
      ingestAll({ url: () => other.url, ledger }, batches.toReversed()),
    ]);
    expect(await audit({ deployment, api: one, ledger })).toEqual(FLAWLESS);
  });

  it('holds while entries are delivered again before the first delivery is finished', async () => {
    await using deployment = await openDeployment('server', { CLAIM_IDLE_MS: '100', CONSUMER_BATCH_EVENTS: '300' });
    const [api] = await startCluster(deployment, 2);
    const ledger = createLedger();
    const batches = batchesOf(mixedTraffic('again', 3_000), 300).map((events) => ({ events }));
    await ingestAll({ url: () => api.url, ledger }, batches);
    expect(await audit({ deployment, api, ledger })).toEqual(FLAWLESS);
  });

  it('makes one alert of the same cause seen by two workers at once, with every event counted on it', async () => {
    await using deployment = await openDeployment('server', { CONSUMER_BATCH_EVENTS: '1' });
    const [api] = await startCluster(deployment, 2);
    const ledger = createLedger();
    const minute = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 120_000).toISOString();
    const events = Array.from({ length: 120 }, (_, i) => anAlertingEvent({ eventId: `same-${i}`, userId: 'one-cause', timestamp: minute }));
    const batches = events.map((event) => ({ events: [event] }));
    await ingestAll({ url: () => api.url, ledger, senders: 20 }, batches);
    expect(await audit({ deployment, api, ledger })).toEqual(FLAWLESS);
    const { riskAlerts } = await api.graphql<{ riskAlerts: { nodes: readonly unknown[] } }>(
      '{ riskAlerts { nodes { sequence occurrences } } }',
    );
    expect(riskAlerts.nodes).toEqual([{ sequence: 1, occurrences: 120 }]);
  });
});

/** Two APIs, which are answered, and so many workers. */
const startCluster = async (deployment: Deployment, workers: number): Promise<readonly [PlayguardProcess, PlayguardProcess]> => {
  const [one, other] = await Promise.all([
    deployment.start('api'),
    deployment.start('api'),
    ...Array.from({ length: workers }, () => deployment.start('worker')),
  ]);
  return [one, other];
};

/** The same events: a batch three times under its name and without, regrouped, and shuffled with another clock. */
const everyWayToRepeat = (events: readonly WireEvent[]): readonly BatchInput[] => {
  const batches = batchesOf(events, 50);
  const named = batches.map((batch, i) => ({ batchId: `named-${i}`, events: batch }));
  const unnamed = batches.map((batch) => ({ events: batch }));
  const regrouped = batchesOf(events.toReversed(), 70).map((batch) => ({ events: batch }));
  const withClock = batchesOf(shuffled(events), 90).map((batch) => ({ sentAt: new Date(Date.now() - 5_000).toISOString(), events: batch }));
  return shuffled([...named, ...named, ...unnamed, ...unnamed, ...regrouped, ...withClock]);
};

/** The same order at every run. */
const shuffled = <Value>(values: readonly Value[]): readonly Value[] =>
  values
    .map((value, i) => ({ value, place: Math.imul(i + 7, 2_246_822_519) >>> 0 }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ value }) => value);

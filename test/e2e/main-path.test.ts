import { createClient as createSseClient } from 'graphql-sse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Deployment, MODES, openDeployment } from '../support/deployment.ts';
import { followAlertsBySse } from '../support/follow-alerts-by-sse.ts';
import { FOLLOW_ALERTS, followAlerts } from '../support/follow-alerts.ts';
import { headCursor } from '../support/head-cursor.ts';
import { ingest, ingestAll } from '../support/ingest-client.ts';
import { createLedger } from '../support/ledger.ts';
import { audit, FLAWLESS, readPipeline, untilSettled } from '../support/oracle.ts';
import type { PlayguardProcess } from '../support/playguard-process.ts';
import { AUTHORIZED } from '../support/test-api-key.ts';
import { anAlertingEvent, aWireEvent, batchesOf, mixedTraffic } from '../support/wire-event.ts';

const MINUTE_MS = 60_000;

describe.each(MODES)('the main path, %s', (mode) => {
  let deployment: Deployment;
  let api: PlayguardProcess;
  const ledger = createLedger();

  beforeAll(async () => {
    deployment = await openDeployment(mode, { STREAM_SHARDS: '3', STORE_FULL_IP: 'true' });
    api = await deployment.start('all');
  });
  afterAll(() => deployment[Symbol.asyncDispose]());

  const send = async (...events: readonly ReturnType<typeof aWireEvent>[]) => {
    const receipt = await ingest(api.url, { events });
    ledger.note(
      events.map(({ eventId }) => eventId),
      'acknowledged',
    );
    return receipt;
  };

  it('stores an event with its assessment, raises its alert and answers it by every way in', async () => {
    const sent = anAlertingEvent({ eventId: 'path-1', userId: 'anna', deviceId: 'tv-anna', eventType: 'PLAY' });
    expect(await send(sent)).toMatchObject({ acceptedCount: 1, rejectedCount: 0, errors: [] });
    await untilSettled(api.url);

    const { event } = await api.graphql<{ event: StoredEvent }>(EVENT, { eventId: 'path-1' });
    expect(event).toMatchObject({
      eventId: 'path-1',
      source: 'default',
      occurredAt: sent.timestamp,
      region: { code: 'NL' },
      assessment: { score: 60, level: 'HIGH', findings: [{ rule: { key: 'eu-missing-consent' }, points: 60 }] },
    });
    const { riskAlerts } = await api.graphql<AlertList>(ALERTS, { filter: { userId: ['anna'] } });
    expect(riskAlerts.nodes).toMatchObject([{ level: 'HIGH', score: 60, occurrences: 1, event: { eventId: 'path-1' } }]);

    const ids = [event.id, event.viewer.id, event.device.id, ...riskAlerts.nodes.map(({ id }) => id)];
    const { nodes } = await api.graphql<{ nodes: readonly { id: string; __typename: string }[] }>(NODES, { ids });
    expect(nodes.map(({ __typename }) => __typename)).toEqual(['PlaybackEvent', 'Viewer', 'Device', 'RiskAlert']);
    expect(nodes.map(({ id }) => id)).toEqual(ids);
  });

  it('finds events by the ids clients send, and answers pseudonyms only', async () => {
    await send(
      aWireEvent({ eventId: 'who-1', userId: 'bert', deviceId: 'tv-shared' }),
      aWireEvent({ eventId: 'who-2', userId: 'carla', deviceId: 'tv-shared' }),
      aWireEvent({ eventId: 'who-3', userId: 'bert', deviceId: 'phone-bert' }),
    );
    await untilSettled(api.url);
    const find = async (filter: object) =>
      (await api.graphql<EventList>(EVENTS, { filter })).events.nodes.map(({ eventId }) => eventId).toSorted();
    expect(await find({ userId: ['bert'] })).toEqual(['who-1', 'who-3']);
    expect(await find({ deviceId: ['tv-shared'] })).toEqual(['who-1', 'who-2']);
    expect(await find({ userId: ['bert', 'carla'], deviceId: ['tv-shared'] })).toEqual(['who-1', 'who-2']);
    expect(await find({ userId: ['nobody'] })).toEqual([]);
    const everything = JSON.stringify(await api.graphql(EVENTS, { filter: {} }));
    expect(everything).not.toMatch(/bert|carla|tv-shared/);
  });

  it('lists events in pages by time and by score, without overlap', async () => {
    const now = Date.now();
    const events = Array.from({ length: 7 }, (_, i) =>
      aWireEvent({ eventId: `page-${i}`, userId: 'dora', timestamp: new Date(now - i * MINUTE_MS).toISOString() }),
    );
    await send(
      ...events,
      anAlertingEvent({ eventId: 'page-risky', userId: 'dora', timestamp: new Date(now - 10 * MINUTE_MS).toISOString() }),
    );
    await untilSettled(api.url);
    const read = async (variables: object) => (await api.graphql<EventList>(EVENTS, { filter: { userId: ['dora'] }, ...variables })).events;
    const first = await read({ first: 5 });
    const second = await read({ first: 5, after: first.pageInfo.endCursor });
    const ids = [...first.nodes, ...second.nodes].map(({ eventId }) => eventId);
    expect(ids).toEqual([...events.map(({ eventId }) => eventId), 'page-risky']);
    expect(first.totalCount).toEqual({ value: 8, isExact: true });
    const riskiest = await read({ first: 1, orderBy: { field: 'SCORE', direction: 'DESC' } });
    expect(riskiest.nodes.map(({ eventId }) => eventId)).toEqual(['page-risky']);
  });

  it('pushes an alert to graphql-ws and SSE subscribers while it happens, with the cursor as id', async () => {
    const after = await headCursor(api.url);
    await using socket = await followAlerts(api.url, { after });
    await using sse = await followAlertsBySse(api.url, { after });
    const standard = withGraphqlSse(api.url, after);
    const sentAt = Date.now();
    await send(anAlertingEvent({ eventId: 'live-1', userId: 'emil' }));
    await Promise.all([socket.received(1, 5_000), sse.received(1, 5_000)]);
    expect(Date.now() - sentAt).toBeLessThan(3_000);
    const sequences = socket.sequences();
    expect(sequences).toHaveLength(1);
    expect(sse.sequences()).toEqual(sequences);
    expect(sse.ids).toEqual([socket.cursor()]);
    expect(await standard).toMatchObject({ riskAlerts: { __typename: 'RiskAlertRaised', alert: { sequence: sequences[0] } } });
  });

  it('hands subscribers only what their filter lets through, and a cursor that passes the rest', async () => {
    const after = await headCursor(api.url);
    await send(aWireEvent({ eventId: 'pick-0', userId: 'fritz' }));
    await untilSettled(api.url);
    await using picky = await followAlerts(api.url, { after, filter: { region: { in: ['DE'] } } });
    await using other = await followAlerts(api.url, { after, filter: { userId: ['fritz'] } });
    await send(anAlertingEvent({ eventId: 'pick-1', userId: 'nobody-else' }), anAlertingEvent({ eventId: 'pick-2', userId: 'fritz' }));
    await untilSettled(api.url);
    await send(anAlertingEvent({ eventId: 'pick-3', userId: 'gina', region: 'DE' }));
    await Promise.all([picky.received(1), other.received(1)]);
    expect(picky.sequences()).toHaveLength(1);
    expect(other.sequences()).toHaveLength(1);
    expect(picky.sequences()).not.toEqual(other.sequences());
  });

  it('counts one alert for one cause within its window, and another one after it', async () => {
    const minute = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 5 * MINUTE_MS;
    const at = (offsetMs: number) => new Date(minute + offsetMs).toISOString();
    const offsets = [0, 1, 30_000, 59_999, 60_000];
    for (const [i, offset] of offsets.entries())
      await send(anAlertingEvent({ eventId: `cause-${i}`, userId: 'hugo', timestamp: at(offset) }));
    await untilSettled(api.url);
    const { riskAlerts } = await api.graphql<AlertList>(ALERTS, { filter: { userId: ['hugo'] } });
    expect(riskAlerts.nodes.map(({ occurrences }) => occurrences)).toEqual([4, 1]);
  });

  it('tells how much waits and how fast it moves', async () => {
    expect(await readPipeline(api.url)).toEqual({ backlogEvents: 0, streamLength: 0, pending: 0, uncountedEvents: 0, deadLetters: 0 });
    const { pipeline } = await api.graphql<{ pipeline: { processingLatency: Latency; consumers: readonly unknown[] } }>(PIPELINE);
    expect(pipeline.processingLatency.sampleCount).toBe(ledger.idsOf('acknowledged').length);
    expect(pipeline.processingLatency.p50Ms).toBeGreaterThan(0);
    expect(pipeline.processingLatency.p99Ms).toBeGreaterThanOrEqual(pipeline.processingLatency.p50Ms);
  });

  it('counts a mixed load exactly: statistics, compliance and alerts equal a recount', async () => {
    const batches = batchesOf(mixedTraffic('mixed', 3_000), 150).map((events) => ({ events }));
    await ingestAll({ url: () => api.url, ledger }, batches);
    expect(await audit({ deployment, api, ledger })).toEqual(FLAWLESS);
  });

  it('has kept whole addresses beside their prefixes, as it was asked to', async () => {
    const counts = 'select count(ip_original)::int as originals, count(ip_prefix)::int as prefixes from events';
    const [row] = await deployment.inspect((sql) => sql.query<{ originals: number; prefixes: number }>(counts));
    expect(row?.originals).toBeGreaterThan(0);
    expect(row?.originals).toBe(row?.prefixes);
  });
});

type Latency = { readonly p50Ms: number; readonly p99Ms: number; readonly sampleCount: number };
type StoredEvent = { readonly id: string; readonly viewer: { readonly id: string }; readonly device: { readonly id: string } };
type AlertList = {
  readonly riskAlerts: {
    readonly nodes: readonly { readonly id: string; readonly occurrences: number; readonly event: { readonly eventId: string } }[];
  };
};
type EventList = {
  readonly events: {
    readonly nodes: readonly { readonly eventId: string }[];
    readonly pageInfo: { readonly endCursor: string | null };
    readonly totalCount: { readonly value: number; readonly isExact: boolean };
  };
};

const EVENT = `query Event($eventId: ID!) {
  event(eventId: $eventId) {
    id eventId source occurredAt
    ... on PlaybackEvent { viewer { id } device { id } region { code } }
    assessment { score level findings { rule { key } points } }
  }
}`;
const ALERTS = `query Alerts($filter: AlertFilter) {
  riskAlerts(filter: $filter) { nodes { id level score occurrences event { eventId } } }
}`;
const NODES = 'query Nodes($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }';
const EVENTS = `query Events($filter: EventFilter, $first: Int, $after: Cursor, $orderBy: EventOrder) {
  events(filter: $filter, first: $first, after: $after, orderBy: $orderBy) {
    nodes { eventId ... on PlaybackEvent { viewer { pseudonym } device { pseudonym } } }
    pageInfo { endCursor }
    totalCount { value isExact }
  }
}`;
const PIPELINE = '{ pipeline { processingLatency { p50Ms p99Ms sampleCount } consumers { name } } }';

/** The first message a standard graphql-sse client receives. */
const withGraphqlSse = async (url: string, after: string): Promise<unknown> => {
  const client = createSseClient({ url: `${url}/graphql`, headers: AUTHORIZED, retryAttempts: 0 });
  for await (const { data } of client.iterate({ query: FOLLOW_ALERTS, variables: { after } })) {
    client.dispose();
    return data;
  }
  return null;
};

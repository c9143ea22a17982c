import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Deployment, MODES, openDeployment } from '../support/deployment.ts';
import { ingest } from '../support/ingest-client.ts';
import { untilSettled } from '../support/oracle.ts';
import type { PlayguardProcess } from '../support/playguard-process.ts';
import { anAlertingEvent, aWireEvent } from '../support/wire-event.ts';

const MINUTE_MS = 60_000;
const now = Date.now();
const ago = (ms: number) => new Date(now - ms).toISOString();
const operation = (name: string) => readFileSync(new URL(`../../schema/operations/${name}.graphql`, import.meta.url), 'utf8');

/** An evening of Vera, half of it on the move. */
const hers = (eventType: string, agoMs: number, overrides: object = {}) =>
  aWireEvent({
    eventId: `vera-${eventType}-${agoMs}`,
    eventType,
    timestamp: ago(agoMs),
    userId: 'vera',
    deviceId: 'tv-vera',
    sessionId: 'evening',
    ipAddress: '203.0.113.7',
    ...overrides,
  });
const EVENING = [
  hers('PLAY', 40 * MINUTE_MS),
  hers('HEARTBEAT', 4 * MINUTE_MS),
  anAlertingEvent({
    ...hers('PLAY', 3 * MINUTE_MS, { sessionId: 'mobile', deviceId: 'phone-vera', ipAddress: '198.51.100.9' }),
    region: 'NL',
  }),
  hers('STOP', 2 * MINUTE_MS - 500),
];

type Found = { readonly viewer: { readonly events: { readonly nodes: readonly { readonly assessment: { readonly score: number } }[] } } };

describe.each(MODES)('the viewer behind a userId, %s', (mode) => {
  let deployment: Deployment;
  let api: PlayguardProcess;
  beforeAll(async () => {
    deployment = await openDeployment(mode);
    api = await deployment.start('all');
    const events = [...EVENING, hers('HEARTBEAT', 0, { userId: 'somebody-else' })];
    await ingest(api.url, { events });
    await untilSettled(api.url);
  });
  afterAll(() => deployment[Symbol.asyncDispose]());

  it('is described by the operations for analysts, without a word that leads back', async () => {
    const found = await api.graphql<Found>(operation('viewer'), { userId: 'vera' });
    const scores = found.viewer.events.nodes.map(({ assessment }) => assessment.score);
    expect(found).toMatchObject({
      viewer: {
        firstSeenAt: ago(40 * MINUTE_MS),
        lastSeenAt: ago(2 * MINUTE_MS - 500),
        eventCount: 4,
        eventsByType: [
          { eventType: 'PLAY', count: 2, share: 0.5 },
          { eventType: 'HEARTBEAT', count: 1, share: 0.25 },
          { eventType: 'STOP', count: 1, share: 0.25 },
        ],
        risk: {
          window: 'PT1H',
          score: Math.max(...scores),
          eventsInWindow: 4,
          distinctRegions: 2,
          distinctIpPrefixes: 2,
          concurrentSessions: 1,
        },
      },
    });
    expect(JSON.stringify(found)).not.toMatch(/vera/);
  });

  it('went through a journey whose pages fit together', async () => {
    type Journey = {
      readonly nodes: readonly { readonly sincePrevious: string | null; readonly event: { readonly eventType: string } }[];
      readonly pageInfo: { readonly endCursor: string };
    };
    const read = async (variables: object) =>
      (await api.graphql<{ viewer: { journey: Journey } }>(operation('viewer-journey'), { userId: 'vera', ...variables })).viewer.journey;
    const first = await read({ first: 2 });
    const second = await read({ first: 2, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes].map(({ event, sincePrevious }) => [event.eventType, sincePrevious])).toEqual([
      ['PLAY', null],
      ['HEARTBEAT', 'PT36M'],
      ['PLAY', 'PT1M'],
      ['STOP', 'PT1M0.5S'],
    ]);
  });

  it('is found from alerts, devices and titles, and nobody is found who was never seen', async () => {
    expect(await api.graphql(operation('viewer-alerts'), { userId: 'vera' })).toMatchObject({
      riskAlerts: { totalCount: { value: 1 } },
      events: { nodes: [{ occurredAt: ago(3 * MINUTE_MS) }, {}, {}, {}] },
    });
    const onDevice = await api.graphql(operation('device-events'), { deviceId: 'tv-vera', filter: { userId: ['vera'] } });
    expect(onDevice).toMatchObject({ device: { events: { totalCount: { value: 3 } } } });
    const ofTitle = await api.graphql('{ content(contentId: "title-1") { events { totalCount { value } } } }');
    expect(ofTitle).toEqual({ content: { events: { totalCount: { value: 5 } } } });
    expect(await api.graphql(operation('viewer'), { userId: 'never-seen' })).toEqual({ viewer: null });
  });
});

import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Deployment, MODES, openDeployment } from '../support/deployment.ts';
import { eventually } from '../support/eventually.ts';
import { graphql, type GraphqlAnswer, postGraphql } from '../support/graphql-request.ts';
import { type BatchInput, INGEST_EVENTS, ingest, ingestVariables, type Receipt } from '../support/ingest-client.ts';
import { readPipeline, untilSettled } from '../support/oracle.ts';
import type { PlayguardProcess } from '../support/playguard-process.ts';
import { hasRedis } from '../support/services.ts';
import { aWireEvent, mixedTraffic, type WireEvent } from '../support/wire-event.ts';

describe.each(MODES)('the front door, %s', (mode) => {
  let deployment: Deployment;
  let api: PlayguardProcess;

  beforeAll(async () => {
    deployment = await openDeployment(mode);
    api = await deployment.start('all');
  });
  afterAll(() => deployment[Symbol.asyncDispose]());

  const storedOf = async (userId: string): Promise<readonly string[]> => {
    await untilSettled(api.url);
    const { events } = await graphql<{ events: { nodes: readonly { eventId: string }[] } }>(api.url, STORED, { userId });
    return events.nodes.map(({ eventId }) => eventId).toSorted();
  };

  it('says what an acknowledgement has survived, as the server that keeps it is set', async () => {
    const { durability } = await ingest(api.url, { events: [aWireEvent({ eventId: 'durable' })] });
    expect(durability).toBe(mode === 'embedded' ? 'DATABASE_UNSYNCED' : await redisDurability(deployment.env['REDIS_URL'] ?? ''));
  });

  it('rejects one bad event alone and says where and why', async () => {
    const events = [
      aWireEvent({ eventId: 'good-1', userId: 'ida' }),
      aWireEvent({ eventId: 'bad-region', userId: 'ida', region: 'UK' }),
      aWireEvent({ eventId: 'bad-time', userId: 'ida', timestamp: 'yesterday' }),
      aWireEvent({ eventId: 'bad-address', userId: 'ida', ipAddress: '1.2.3.400' }),
      aWireEvent({ eventId: 'too-old', userId: 'ida', timestamp: new Date(Date.now() - 40 * 86_400_000).toISOString() }),
      aWireEvent({ eventId: 'good-2', userId: 'ida' }),
    ];
    const receipt = await ingest(api.url, { events });
    expect(receipt).toMatchObject({ acceptedCount: 2, rejectedCount: 4 });
    expect(receipt.rejected).toEqual([
      { index: 1, eventId: 'bad-region', reason: 'INVALID' },
      { index: 2, eventId: 'bad-time', reason: 'INVALID' },
      { index: 3, eventId: 'bad-address', reason: 'INVALID' },
      { index: 4, eventId: 'too-old', reason: 'TOO_OLD' },
    ]);
    expect(await storedOf('ida')).toEqual(['good-1', 'good-2']);
  });

  it('fails the whole request for a wrong shape, and takes in nothing', async () => {
    const event = { ...aWireEvent({ eventId: 'shapeless', userId: 'jack' }), eventType: 'EXPLODE' };
    const answer = await postGraphql<GraphqlAnswer<unknown>>(api.url, {
      query: INGEST_EVENTS,
      variables: ingestVariables({ events: [event] }),
    });
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors?.map(({ extensions }) => extensions?.code)).toEqual(['BAD_USER_INPUT']);
    expect(await storedOf('jack')).toEqual([]);
  });

  it('judges a dry run and stores nothing', async () => {
    const events = [aWireEvent({ eventId: 'dry-1', userId: 'kim' }), aWireEvent({ eventId: 'dry-2', userId: 'kim', region: 'EU' })];
    const receipt = await ingest(api.url, { events, dryRun: true });
    expect(receipt).toMatchObject({ acceptedCount: 1, rejectedCount: 1, durability: null });
    expect(await storedOf('kim')).toEqual([]);
  });

  it('replays the receipt of a batch it has seen and appends nothing', async () => {
    const batch = {
      batchId: 'twice',
      events: [aWireEvent({ eventId: 'again-1', userId: 'lea' }), aWireEvent({ eventId: 'again-2', region: 'XX' })],
    };
    const first = await ingest(api.url, batch);
    const other = { ...batch, events: [aWireEvent({ eventId: 'never', userId: 'lea' })] };
    const second = await ingest(api.url, other);
    expect(first.replayed).toBe(false);
    expect(second).toEqual({ ...first, replayed: true });
    expect(await storedOf('lea')).toEqual(['again-1']);
  });

  it('replays the receipt of a thousand events from a wrong clock too', async () => {
    const events = Array.from({ length: 1_000 }, (_, i) => aWireEvent({ eventId: `clock-${i}`, userId: 'lou' }));
    const batch = { batchId: 'wrong-clock', sentAt: new Date(Date.now() - 60_000).toISOString(), events };
    const first = await ingest(api.url, batch);
    expect(first).toMatchObject({ acceptedCount: 1_000, replayed: false });
    expect(first.warnings.map(({ code }) => code)).toEqual(Array<string>(1_000).fill('CLOCK_SKEW_CORRECTED'));
    expect(await ingest(api.url, batch)).toEqual({ ...first, replayed: true });
  });

  it('answers an array of operations in order, and refuses more than ten', async () => {
    const ten = Array.from({ length: 10 }, (_, i) => ingestOperation(i));
    const answers = await postGraphql<readonly GraphqlAnswer<{ ingestEvents: Receipt }>[]>(api.url, ten);
    expect(answers.map(({ data }) => data?.ingestEvents.acceptedCount)).toEqual(Array<number>(10).fill(1));
    const refused = await postGraphql<unknown>(api.url, [...ten, ingestOperation(10)]);
    expect(JSON.stringify(refused)).toContain('errors');
    expect(await storedOf('mia')).toEqual(ten.map((_, i) => `array-${i}`));
  });

  it('takes in hundreds of single events in flight together, each once', async () => {
    const events = Array.from({ length: 300 }, (_, i) => aWireEvent({ eventId: `single-${i}`, userId: 'noor' }));
    const payloads = await Promise.all(events.map((event) => ingestOne(api.url, event)));
    expect(payloads.map(({ accepted }) => accepted)).toEqual(events.map(() => true));
    expect(payloads.map(({ eventId }) => eventId)).toEqual(events.map(({ eventId }) => eventId));
    await untilSettled(api.url);
    const { events: found } = await graphql<{ events: { totalCount: unknown } }>(api.url, STORED, { userId: 'noor' });
    expect(found.totalCount).toEqual({ value: 300, isExact: true });
  });

  it('corrects the clock of a device that says when it sent', async () => {
    const behindMs = 3 * 3_600_000;
    const deviceNow = () => new Date(Date.now() - behindMs).toISOString();
    await ingest(api.url, { sentAt: deviceNow(), events: [aWireEvent({ eventId: 'skewed', userId: 'otto', timestamp: deviceNow() })] });
    await untilSettled(api.url);
    const { event } = await graphql<{ event: { occurredAt: string } }>(api.url, '{ event(eventId: "skewed") { occurredAt } }');
    expect(Math.abs(Date.now() - Date.parse(event.occurredAt))).toBeLessThan(10_000);
  });
});

describe.skipIf(!hasRedis())('the front door when nobody works', () => {
  it('answers OVERLOADED with a time to wait once the limit is reached, keeps what it accepted, and opens again', async () => {
    await using deployment = await openDeployment('server', { BACKLOG_EVENTS_MAX: '1000' });
    const api = await deployment.start('api');
    const accepted = await ingest(api.url, { events: mixedTraffic('full', 900) });
    expect(accepted).toMatchObject({ acceptedCount: 900, errors: [] });
    const refused = await ingest(api.url, { batchId: 'later', events: mixedTraffic('more', 200) });
    expect(refused).toMatchObject({ acceptedCount: 0, durability: null, errors: [{ __typename: 'OverloadedError' }] });
    expect(refused.errors[0]?.retryAfterMs).toBeGreaterThan(0);
    expect(await readPipeline(api.url)).toMatchObject({ backlogEvents: 900, deadLetters: 0 });

    await deployment.start('worker');
    await untilSettled(api.url);
    const again = await eventually(() => acceptedOf(api.url, { batchId: 'later', events: mixedTraffic('more', 200) }), {
      what: 'room again',
    });
    expect(again).toMatchObject({ acceptedCount: 200, replayed: false });
    await untilSettled(api.url);
    const { stats } = await api.graphql<{ stats: { summary: { events: number } } }>('{ stats { summary { events } } }');
    expect(stats.summary.events).toBe(1_100);
  });
});

const STORED = `query Stored($userId: ID!) {
  events(filter: { userId: [$userId] }, first: 100) { nodes { eventId } totalCount(limit: 1000) { value isExact } }
}`;

const ingestOperation = (i: number) => ({
  query: INGEST_EVENTS,
  variables: ingestVariables({ events: [aWireEvent({ eventId: `array-${i}`, userId: 'mia' })] }),
});

const acceptedOf = async (url: string, batch: BatchInput): Promise<Receipt | null> => {
  const receipt = await ingest(url, batch);
  return receipt.acceptedCount > 0 ? receipt : null;
};

type SinglePayload = { readonly eventId: string | null; readonly accepted: boolean };

const ingestOne = async (url: string, event: WireEvent): Promise<SinglePayload> => {
  const query = 'mutation One($input: IngestEventInput!) { ingestEvent(input: $input) { eventId accepted } }';
  return (await graphql<{ ingestEvent: SinglePayload }>(url, query, { input: { event: { playback: event } } })).ingestEvent;
};

/** What the settings of a Redis server promise. */
const redisDurability = async (url: string): Promise<string> => {
  const redis = new Redis(url);
  try {
    const [, appendOnly] = (await redis.config('GET', 'appendonly')) as readonly string[];
    const [, sync] = (await redis.config('GET', 'appendfsync')) as readonly string[];
    if (appendOnly !== 'yes' || sync === 'no') return 'MEMORY';
    return sync === 'always' ? 'LOG_ALWAYS' : 'LOG_EVERY_SECOND';
  } finally {
    redis.disconnect();
  }
};

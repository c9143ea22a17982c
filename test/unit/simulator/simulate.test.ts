import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { SimulatedEvent } from '#simulator/simulated-event.ts';
import { simulate, type SimulateOptions, type SimulationProgress } from '#simulator/simulate.ts';
import { TEST_API_KEY } from '../../support/test-api-key.ts';

type Batch = { readonly batchId: string; readonly sentAt: string; readonly events: readonly { readonly playback: SimulatedEvent }[] };
/** What a server answers to the `n`-th request, from 0; null breaks the connection. */
type Script = (batch: Batch, n: number) => { readonly status?: number; readonly body: unknown } | null;

const taken = (batch: Batch) => ({
  body: { data: { ingestEvents: { acceptedCount: batch.events.length, rejectedCount: 0, rejected: [], errors: [] } } },
});
const problem = (error: object) => ({
  body: { data: { ingestEvents: { acceptedCount: 0, rejectedCount: 0, rejected: [], errors: [error] } } },
});
const graphqlError = (code: string) => ({ body: { errors: [{ message: code, extensions: { code } }] } });

/** A server that follows a script and remembers what it was sent. */
const aServer = async (script: Script) => {
  const batches: Batch[] = [];
  const server = createServer((request, response) => {
    void readBatch(request).then((batch) => {
      const answer = script(batch, batches.push(batch) - 1);
      if (answer === null) return response.destroy();
      return response.writeHead(answer.status ?? 200).end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a port was asked for');
  return {
    batches,
    url: `http://127.0.0.1:${address.port}/graphql`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const readBatch = async (request: IncomingMessage): Promise<Batch> => {
  const { variables } = JSON.parse(await text(request)) as { variables: { input: Batch } };
  return variables.input;
};

const run = (options: Pick<SimulateOptions, 'url'> & Partial<SimulateOptions>) =>
  simulate({
    apiKey: TEST_API_KEY,
    events: 1000,
    concurrency: 4,
    ratePerSecond: null,
    seed: 1,
    signal: new AbortController().signal,
    ...options,
  });

const said = (events: readonly SimulatedEvent[] | undefined) => events?.map(({ eventType, userId, region }) => [eventType, userId, region]);

/** How far back `now` reaches on a machine that is busy with other tests. */
const MS_OF_NOW = 5_000;

describe('a simulation', () => {
  it('sends every event once, in the minutes up to now', async () => {
    await using server = await aServer(taken);
    const totals = await run({ url: server.url, events: 1250 });
    expect(totals).toEqual({ sent: 1250, accepted: 1250, rejected: 0, failed: 0, retried: 0, complaint: null });
    expect(server.batches.map(({ events }) => events.length).toSorted((a, b) => a - b)).toEqual([250, 500, 500]);
    const events = server.batches.flatMap(({ events: own }) => own.map(({ playback }) => playback));
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(1250);
    const ages = events.map(({ timestamp }) => Date.now() - Date.parse(timestamp));
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...ages)).toBeLessThan(700_000);
  });

  it('tells the same story to the same seed under ids of its own', async () => {
    await using server = await aServer(taken);
    await run({ url: server.url, events: 500 });
    await run({ url: server.url, events: 500 });
    const [one, two] = server.batches.map(({ events }) => events.map(({ playback }) => playback));
    expect(said(one)).toEqual(said(two));
    expect(one?.[0]?.eventId).not.toBe(two?.[0]?.eventId);
    expect(server.batches[0]?.batchId).not.toBe(server.batches[1]?.batchId);
  });

  const passing: readonly [string, Script][] = [
    ['says OVERLOADED', () => problem({ __typename: 'OverloadedError', message: 'full', retryAfterMs: 10 })],
    ['says UNAVAILABLE', () => graphqlError('UNAVAILABLE')],
    ['answers 503 without GraphQL', () => ({ status: 503, body: 'away' })],
    ['breaks the connection', () => null],
  ];
  it.each(passing)('sends the same ids again to a server that %s', async (_name, script) => {
    await using server = await aServer((batch, n) => (n < 2 ? script(batch, n) : taken(batch)));
    const totals = await run({ url: server.url, events: 50, concurrency: 1 });
    expect(totals).toMatchObject({ sent: 50, accepted: 50, failed: 0, retried: 2 });
    expect(server.batches).toHaveLength(3);
    const [first, ...again] = server.batches.map(({ batchId, events }) => ({ batchId, events }));
    expect(again).toEqual([first, first]);
  });

  const final: readonly [string, Script][] = [
    ['has another contract', () => graphqlError('BAD_USER_INPUT')],
    ['refuses the request', () => problem({ __typename: 'InvalidInputError', message: 'sentAt' })],
    ['is no GraphQL server', () => ({ status: 404, body: 'what?' })],
  ];
  it.each(final)('gives a batch up at once when the server %s', async (_name, script) => {
    await using server = await aServer(script);
    const totals = await run({ url: server.url, events: 50 });
    expect(totals).toMatchObject({ sent: 50, accepted: 0, failed: 50, retried: 0, complaint: expect.any(String) });
  });

  it('counts what the server rejects, and says why', async () => {
    const ingestEvents = { acceptedCount: 48, rejectedCount: 2, rejected: [{ message: 'use GB' }], errors: [] };
    await using server = await aServer(() => ({ body: { data: { ingestEvents } } }));
    const totals = await run({ url: server.url, events: 50 });
    expect(totals).toMatchObject({ sent: 50, accepted: 48, rejected: 2, complaint: 'use GB' });
  });

  it('keeps to its rate, with events of now in order', async () => {
    await using server = await aServer(taken);
    const begin = Date.now();
    await run({ url: server.url, events: 200, ratePerSecond: 200, concurrency: 2 });
    expect(Date.now() - begin).toBeGreaterThan(900);
    expect(server.batches).toHaveLength(4);
    for (const { sentAt, events } of server.batches) {
      const times = events.map(({ playback }) => Date.parse(playback.timestamp));
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(Date.parse(sentAt) - (times.at(-1) ?? 0)).toBeLessThan(MS_OF_NOW);
      expect(Date.parse(sentAt)).toBeGreaterThanOrEqual(times.at(-1) ?? 0);
    }
  });

  it('without an end goes on until the signal', async () => {
    await using server = await aServer(taken);
    const { totals, progress } = await runFor(600, { url: server.url, events: Infinity, ratePerSecond: 100 });
    expect(totals.sent).toBeGreaterThan(0);
    expect(totals.sent).toBeLessThan(200);
    expect(progress.at(-1)).toMatchObject({ sent: totals.sent, total: Infinity });
    expect(progress.some(({ perSecond }) => perSecond > 0)).toBe(true);
  });

  it('stops while it waits for a server that is away', async () => {
    await using server = await aServer(() => ({ status: 503, body: 'away' }));
    const begin = performance.now();
    const { totals } = await runFor(300, { url: server.url, events: Infinity, concurrency: 2, ratePerSecond: null });
    expect(performance.now() - begin).toBeLessThan(3000);
    expect(totals.accepted).toBe(0);
    expect(totals.failed).toBe(totals.sent);
  });
});

const runFor = async (ms: number, options: Pick<SimulateOptions, 'url'> & Partial<SimulateOptions>) => {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), ms);
  const progress: SimulationProgress[] = [];
  const totals = await run({ ...options, signal: stop.signal, onProgress: (now) => void progress.push(now) });
  clearTimeout(timer);
  return { totals, progress };
};

import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { alertCursor } from '#domain/cursor.ts';
import { eventually } from '../../support/eventually.ts';
import { FOLLOW_ALERTS, followAlerts } from '../../support/follow-alerts.ts';
import { followAlertsBySse } from '../../support/follow-alerts-by-sse.ts';
import { type MemoryServer, startMemoryServer } from '../../support/memory-server.ts';
import { openProtocol } from '../../support/open-protocol.ts';

/** Alerts of 40 KB: several times what the buffers of a loopback socket hold. */
const MANY = 1_000;

const upTo = (count: number, from = 1): number[] => Array.from({ length: count }, (_, i) => from + i);

/** A finding with much to say, so that few alerts fill a socket. */
const longFinding = {
  ruleKey: 'multi-region',
  category: 'ACCOUNT',
  points: 65,
  observed: 'x'.repeat(20_000),
  threshold: null,
  explanation: 'x'.repeat(20_000),
  regulations: [],
  error: null,
} as const;

let server: MemoryServer;
afterEach(() => server[Symbol.asyncDispose]());

describe.each([
  ['WebSocket', followAlerts],
  ['server-sent events', followAlertsBySse],
] as const)('a subscription over %s', (transport, follow) => {
  it('gets what came since its cursor, then what comes', async () => {
    server = await startMemoryServer();
    await server.api.raise(3);
    await using follower = await follow(server.url, { after: alertCursor.encode(1) });
    await follower.received(2);
    await server.api.raise(2);
    await follower.received(4);
    expect(follower.sequences()).toEqual([2, 3, 4, 5]);
    expect(follower.cursor()).toBe(alertCursor.encode(5));
  });

  it('gets alerts that meet its filter alone, and heartbeats whose cursor passes the others', async () => {
    server = await startMemoryServer({ heartbeatMs: 50 });
    await using follower = await follow(server.url, { after: alertCursor.encode(0), filter: { minLevel: 'CRITICAL' } });
    await server.api.raise(3);
    await eventually(() => follower.cursor() === alertCursor.encode(3), { what: 'a heartbeat past the alerts', withinMs: 5_000 });
    expect(follower.sequences()).toEqual([]);
  });

  it.each([
    ['while it follows', false],
    ['when it begins', true],
  ])('holds an alert while nobody can say whom it is about: %s', async (_when, isDownAtFirst) => {
    let isDown = isDownAtFirst;
    const pseudonyms = async () => {
      if (isDown) throw new Error('the database is away');
      return ['viewer-of-alice'];
    };
    server = await startMemoryServer({ subjects: { pseudonyms } });
    await using follower = await follow(server.url, { after: alertCursor.encode(0), filter: { userId: ['alice', 'bob'] } });
    await eventually(() => server.api.followers.length === 1, { what: 'a follower', withinMs: 2_000 });
    isDown = true;
    await server.api.raise(1, { viewerId: 'viewer-of-carol' });
    await server.api.raise(2, { viewerId: 'viewer-of-alice' });
    await sleep(300);
    expect(follower.sequences()).not.toContain(1);
    isDown = false;
    await follower.received(2, 10_000);
    expect(follower.sequences()).toEqual([2, 3]);
  });

  it('that stops reading asks for no more, disturbs nobody, and misses nothing', { timeout: 30_000 }, async () => {
    server = await startMemoryServer();
    const stalled = await startStalled(server.url, transport);
    await using other = await followAlerts(server.url, { after: alertCursor.encode(0) });
    await server.api.raise(MANY, { findings: [longFinding] });
    await other.received(MANY);
    expect(server.api.followers[0]?.pulled).toBeLessThan(MANY / 2);
    expect(await stalled.resume(MANY)).toEqual(upTo(MANY));
    stalled.close();
  });

  it('ends on the server when the client goes away', async () => {
    server = await startMemoryServer();
    const follower = await follow(server.url, {});
    await eventually(() => server.api.followers.length === 1, { what: 'a follower', withinMs: 2_000 });
    follower.cut();
    await expect.poll(() => server.api.followers[0]?.hasEnded, { timeout: 2_000 }).toBe(true);
  });
});

describe('a subscription over server-sent events', () => {
  it('carries its cursor as id, from which it resumes whatever `after` says', async () => {
    server = await startMemoryServer();
    await server.api.raise(5);
    await using first = await followAlertsBySse(server.url, { after: alertCursor.encode(0) });
    await first.received(3);
    const lastEventId = first.ids[2] ?? '';
    await using second = await followAlertsBySse(server.url, { after: alertCursor.encode(0), lastEventId });
    await second.received(2);
    expect(second.sequences().slice(0, 2)).toEqual([4, 5]);
  });

  it('tells what is wrong as its only event', async () => {
    server = await startMemoryServer();
    for (const after of ['nonsense', alertCursor.encode(9)]) {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query: FOLLOW_ALERTS, variables: { after } }),
      });
      const text = await response.text();
      expect(text).toMatch(/event: next\ndata: .*"extensions":\{"code":"BAD_USER_INPUT","requestId":"[^"]+"\}.*\n\nevent: complete\n/);
    }
  });

  it('is one of so many at most, and is refused beyond, until another has ended', async () => {
    server = await startMemoryServer({}, { eventStreamsMax: 2 });
    const open = () => followAlertsBySse(server.url, {});
    const first = await open();
    await using _second = await open();
    await expect(open()).rejects.toThrow(/^503: .*"code":"UNAVAILABLE"/);
    await expect.poll(() => server.api.followers.map(({ hasEnded }) => hasEnded), { timeout: 2_000 }).toEqual([false, false, true]);
    first.cut();
    await using _third = await eventually(open, { what: 'room for another', withinMs: 5_000 });
  });

  it('ends without `complete` when the server stops, so that the client comes back', async () => {
    server = await startMemoryServer();
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: FOLLOW_ALERTS }),
    });
    await server.http[Symbol.asyncDispose]();
    expect(await response.text()).not.toContain('event: complete');
  });
});

type Stalled = { readonly resume: (count: number) => Promise<number[]>; readonly close: () => void };

/** A client that subscribes from the beginning and does not read until it is told to. */
const startStalled = (url: string, transport: string): Promise<Stalled> =>
  transport === 'WebSocket' ? stallingSocket(url) : stallingEvents(url);

const stallingSocket = async (url: string): Promise<Stalled> => {
  const socket = await openProtocol(url);
  socket.pause();
  socket.send(
    JSON.stringify({ id: '1', type: 'subscribe', payload: { query: FOLLOW_ALERTS, variables: { after: alertCursor.encode(0) } } }),
  );
  const sequences: number[] = [];
  socket.on('message', (data: Buffer) => collect(data.toString(), sequences));
  return {
    async resume(count) {
      socket.resume();
      await eventually(() => sequences.length >= count, { what: `${count} alerts` });
      return sequences;
    },
    close: () => socket.terminate(),
  };
};

const stallingEvents = async (url: string): Promise<Stalled> => {
  const body = JSON.stringify({ query: FOLLOW_ALERTS, variables: { after: alertCursor.encode(0) } });
  const headers = { 'content-type': 'application/json', accept: 'text/event-stream', 'content-length': Buffer.byteLength(body) };
  const sent = request(`${url}/graphql`, { method: 'POST', headers });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const sequences: number[] = [];
  let rest = '';
  return {
    async resume(count) {
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) collect(line, sequences);
      });
      await eventually(() => sequences.length >= count, { what: `${count} alerts` });
      return sequences;
    },
    close: () => sent.destroy(),
  };
};

const collect = (text: string, sequences: number[]): void => {
  const sequence = /"sequence":(\d+)/.exec(text)?.[1];
  if (sequence !== undefined) sequences.push(Number(sequence));
};

import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type MemoryServer, startMemoryServer } from '../../support/memory-server.ts';

let server: MemoryServer;
afterEach(() => server[Symbol.asyncDispose]());

describe('stopping', () => {
  it('answers the requests in hand', async () => {
    const gate = Promise.withResolvers<number>();
    server = await startMemoryServer({ pipeline: { storedPerSecond: () => gate.promise } });
    const answer = fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ pipeline { ingestRatePerSecond } }"}',
    });
    await sleep(50);
    const stopped = server.http[Symbol.asyncDispose]();
    await sleep(50);
    gate.resolve(4);
    expect(await (await answer).json()).toMatchObject({ data: { pipeline: { ingestRatePerSecond: 4 } } });
    await stopped;
  });

  it('does not wait for connections that clients keep for later', async () => {
    const gate = Promise.withResolvers<number>();
    server = await startMemoryServer({ pipeline: { storedPerSecond: () => gate.promise } }, { graceMs: 10_000 });
    const agent = new Agent({ keepAlive: true });
    const body = '{"query":"{ pipeline { ingestRatePerSecond } }"}';
    const asked = request(`${server.url}/graphql`, { method: 'POST', agent, headers: { 'content-type': 'application/json' } }).end(body);
    asked.on('response', (response: IncomingMessage) => void response.resume());
    await sleep(50);
    const begun = performance.now();
    const stopped = server.http[Symbol.asyncDispose]();
    gate.resolve(4);
    await stopped;
    expect(performance.now() - begun).toBeLessThan(1_000);
    agent.destroy();
  });

  it('does not wait for ever for one that never ends', async () => {
    server = await startMemoryServer({ pipeline: { storedPerSecond: () => new Promise<number>(() => {}) } }, { graceMs: 100 });
    const body = '{"query":"{ pipeline { ingestRatePerSecond } }"}';
    const answer = fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }).catch(
      () => 'cut',
    );
    await sleep(50);
    const begun = performance.now();
    await server.http[Symbol.asyncDispose]();
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect(await answer).toBe('cut');
  });
});

import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createHealthServer } from '#http/health-server.ts';

const log = pino({ level: 'silent' });

describe('a process without an API', () => {
  it.each([
    ['/livez', true, 200],
    ['/livez', false, 200],
    ['/readyz', true, 200],
    ['/readyz', false, 503],
    ['/graphql', true, 404],
  ])('answers %s, when its check is ok: %s, with %i', async (path, ok, status) => {
    const health = [{ name: 'database', check: async () => ({ ok, detail: 'here' }) }];
    await using server = await createHealthServer({ health, host: '127.0.0.1', port: 0, log });
    const response = await fetch(`${server.url}${path}`);
    await response.text();
    expect(response.status).toBe(status);
  });

  it('stops at once, whoever keeps a connection', async () => {
    const server = await createHealthServer({ health: [], host: '127.0.0.1', port: 0, log });
    await (await fetch(`${server.url}/livez`)).text();
    const begun = performance.now();
    await server[Symbol.asyncDispose]();
    expect(performance.now() - begun).toBeLessThan(500);
  });
});

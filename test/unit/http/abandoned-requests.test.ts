import { describe, expect, it } from 'vitest';
import { openProtocol } from '../../support/open-protocol.ts';
import { startMemoryServer } from '../../support/memory-server.ts';

/** A funnel that is counted until its signal fires; the promise is kept when it has begun. */
const endlessFunnel = () => {
  const begun = Promise.withResolvers<AbortSignal>();
  const read = (_request: unknown, signal: AbortSignal) => {
    begun.resolve(signal);
    return new Promise<{ kind: 'ABANDONED' }>((resolve) => signal.addEventListener('abort', () => resolve({ kind: 'ABANDONED' })));
  };
  return { read, begun: begun.promise };
};

const FUNNEL = '{ funnel(input: { steps: [{ eventType: PLAY }, { eventType: STOP }], conversionWindow: "PT1H" }) { conversionRate } }';

describe('an operation over WebSocket', () => {
  it('tells what works on it when its client has gone, and logs no error', async () => {
    const { read, begun } = endlessFunnel();
    await using server = await startMemoryServer({ funnels: { read } });
    const socket = await openProtocol(server.url);
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: FUNNEL } }));
    const signal = await begun;
    expect(signal.aborted).toBe(false);
    socket.close();
    await expect.poll(() => signal.aborted).toBe(true);
    expect(server.logged).toEqual([]);
  });
});

describe('a request over HTTP', () => {
  it('tells what works on it when its client has gone, and logs no error', async () => {
    const { read, begun } = endlessFunnel();
    await using server = await startMemoryServer({ funnels: { read } });
    const client = new AbortController();
    const asking = fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: FUNNEL }),
      signal: client.signal,
    });
    const signal = await begun;
    expect(signal.aborted).toBe(false);
    client.abort();
    await expect(asking).rejects.toThrow(/abort/);
    await expect.poll(() => signal.aborted).toBe(true);
    expect(server.logged).toEqual([]);
  });

  it('that is answered gives no such sign', async () => {
    const signals: AbortSignal[] = [];
    const read = async (_request: unknown, signal: AbortSignal) => {
      signals.push(signal);
      return { kind: 'COUNTED' as const, steps: [] };
    };
    await using server = await startMemoryServer({ funnels: { read } });
    const answer = await fetch(`${server.url}/graphql?query=${encodeURIComponent(FUNNEL)}`);
    expect([answer.status, signals.map(({ aborted }) => aborted)]).toEqual([200, [false]]);
  });

  it('is told when to ask again while others are served', async () => {
    await using server = await startMemoryServer({ funnels: { read: async () => ({ kind: 'BUSY', retryAfterMs: 1_234 }) } });
    const answer = await fetch(`${server.url}/graphql?query=${encodeURIComponent(FUNNEL)}`);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED', retryAfterMs: 1_234 } }] });
  });
});

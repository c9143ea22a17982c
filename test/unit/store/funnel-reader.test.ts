import { describe, expect, it } from 'vitest';
import type { Funnel, FunnelEvent } from '#domain/funnels/funnel.ts';
import { createFunnelReader } from '#store/funnels/create-funnel-reader.ts';

const FUNNEL: Funnel = {
  order: 'ORDERED',
  windowMs: 1_000,
  steps: [
    { eventType: 'PLAY', contentId: null },
    { eventType: 'STOP', contentId: null },
  ],
};
const REQUEST = { funnel: FUNNEL, range: { from: new Date(0), to: new Date(1_000) } };
const play = (viewerId: string): FunnelEvent => ({ viewerId, at: 0, eventType: 'PLAY', contentId: null });

describe('a funnel that is being counted', () => {
  it('reads no further page once nobody waits for it', async () => {
    const gone = new AbortController();
    let pagesRead = 0;
    const reader = createFunnelReader({
      eventsMax: 100,
      togetherMax: 1,
      async *pages() {
        for (;;) {
          pagesRead += 1;
          if (pagesRead === 3) gone.abort();
          yield [play(`v${pagesRead}`)];
        }
      },
    });
    expect(await reader.read(REQUEST, gone.signal)).toEqual({ kind: 'ABANDONED' });
    expect(pagesRead).toBe(3);
  });

  it('reads no further page once there are too many events', async () => {
    let pagesRead = 0;
    const reader = createFunnelReader({
      eventsMax: 5,
      togetherMax: 1,
      async *pages() {
        for (;;) yield [play(`a${(pagesRead += 1)}`), play(`b${pagesRead}`)];
      },
    });
    expect(await reader.read(REQUEST, new AbortController().signal)).toEqual({ kind: 'TOO_MUCH', eventsMax: 5 });
    expect(pagesRead).toBe(3);
  });

  it('makes room when it fails', async () => {
    const pages = [() => Promise.reject(new Error('away')), async () => [play('v')]];
    const reader = createFunnelReader({
      eventsMax: 5,
      togetherMax: 1,
      async *pages() {
        yield (await pages.shift()?.()) ?? [];
      },
    });
    await expect(reader.read(REQUEST, new AbortController().signal)).rejects.toThrow('away');
    expect(await reader.read(REQUEST, new AbortController().signal)).toMatchObject({
      kind: 'COUNTED',
      steps: [{ viewers: 1 }, { viewers: 0 }],
    });
  });
});

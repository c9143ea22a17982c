import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { operationCost } from '#api/cost/operation-cost.ts';
import { schema } from '#api/schema.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import type { FunnelOutcome, FunnelRequest } from '#store/funnels/funnel-reader.ts';
import { OPERATION_LIMITS } from '#http/limits/operation-limits.ts';
import { aStoredEvent } from '../../support/array-event-reader.ts';
import { NOON } from '../../support/builders.ts';
import { createMemoryApi, NOW } from '../../support/memory-api.ts';

const FUNNEL = `query ($input: FunnelInput!) {
  funnel(input: $input) {
    range { from to }
    steps { index viewers conversionFromPrevious conversionFromStart medianTimeFromPrevious }
    conversionRate
  }
}`;

const steps = (...eventTypes: readonly string[]) => eventTypes.map((eventType) => ({ eventType }));
const WATCHED = { steps: steps('PLAY', 'PLAYING', 'STOP'), conversionWindow: 'PT1H' };

/** One event of a viewer, some seconds before noon. */
const event = (viewerId: string, eventType: StoredEvent['eventType'], secondsBefore: number): StoredEvent =>
  aStoredEvent({
    eventId: `${viewerId}-${eventType}-${secondsBefore}`,
    viewerId,
    eventType,
    occurredAt: new Date(NOON.getTime() - secondsBefore * 1_000),
  });

describe('a funnel', () => {
  it('tells viewers, conversion and median time of each step, over the last 24 hours unless told otherwise', async () => {
    const events = [
      event('a', 'PLAY', 100),
      event('a', 'PLAYING', 98),
      event('a', 'STOP', 8),
      event('b', 'PLAY', 100),
      event('b', 'PLAYING', 97),
      event('c', 'PLAY', 100),
      event('d', 'PLAY', 100),
    ];
    await using api = await createMemoryApi({ events });
    expect((await api.ask(FUNNEL, { input: WATCHED })).data).toEqual({
      funnel: {
        range: { from: new Date(NOW.getTime() - 86_400_000).toISOString(), to: NOW.toISOString() },
        steps: [
          { index: 0, viewers: 4, conversionFromPrevious: 1, conversionFromStart: 1, medianTimeFromPrevious: null },
          { index: 1, viewers: 2, conversionFromPrevious: 0.5, conversionFromStart: 0.5, medianTimeFromPrevious: 'PT2.5S' },
          { index: 2, viewers: 1, conversionFromPrevious: 0.5, conversionFromStart: 0.25, medianTimeFromPrevious: 'PT1M30S' },
        ],
        conversionRate: 0.25,
      },
    });
  });

  it('that nobody began has shares of 0 and no times', async () => {
    await using api = await createMemoryApi();
    const { data } = await api.ask(FUNNEL, { input: WATCHED });
    const nobody = { viewers: 0, conversionFromPrevious: 0, conversionFromStart: 0, medianTimeFromPrevious: null };
    expect(data).toMatchObject({ funnel: { steps: [nobody, nobody, nobody], conversionRate: 0 } });
  });

  it('asks the store what the client meant', async () => {
    const requests: FunnelRequest[] = [];
    const read = async (request: FunnelRequest): Promise<FunnelOutcome> => {
      requests.push(request);
      return { kind: 'COUNTED', steps: [] };
    };
    await using api = await createMemoryApi({ funnels: { read } });
    const range = { from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z' };
    const input = {
      range,
      steps: [{ eventType: 'PLAY', contentId: 'title-1' }, { eventType: 'STOP' }],
      conversionWindow: 'P1D',
      order: 'STRICT',
    };
    await api.ask(FUNNEL, { input });
    const asked = [
      { eventType: 'PLAY', contentId: 'title-1' },
      { eventType: 'STOP', contentId: null },
    ];
    expect(requests).toEqual([
      { funnel: { steps: asked, windowMs: 86_400_000, order: 'STRICT' }, range: { from: new Date(range.from), to: new Date(range.to) } },
    ]);
  });

  it.each([
    ['one step', { ...WATCHED, steps: steps('PLAY') }],
    ['nine steps', { ...WATCHED, steps: Array.from({ length: 9 }, () => ({ eventType: 'PLAY' })) }],
    ['no time', { ...WATCHED, conversionWindow: 'PT0S' }],
    ['more than 31 days for the way', { ...WATCHED, conversionWindow: 'P32D' }],
    ['a window that is none', { ...WATCHED, conversionWindow: 'an hour' }],
    ['a window of months', { ...WATCHED, conversionWindow: 'P1M' }],
    ['a range of more than 31 days', { ...WATCHED, range: { from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:01Z' } }],
    ['a range that ends before it begins', { ...WATCHED, range: { from: '2026-03-02T00:00:00Z', to: '2026-03-01T00:00:00Z' } }],
    ['a title that no event can have', { ...WATCHED, steps: [{ eventType: 'PLAY', contentId: 'a\0' }, { eventType: 'STOP' }] }],
  ])('is refused for %s, before anything is read', async (_case, input) => {
    await using api = await createMemoryApi({ funnels: { read: () => Promise.reject(new Error('read')) } });
    const { errors } = await api.ask(FUNNEL, { input });
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  });

  it.each<[string, FunnelOutcome, object, RegExp]>([
    [
      'too many events',
      { kind: 'TOO_MUCH', eventsMax: 9 },
      { code: 'BAD_USER_INPUT' },
      /9 events: shorten the range, or name the contentId/,
    ],
    ['too many funnels', { kind: 'BUSY', retryAfterMs: 70 }, { code: 'OVERLOADED', retryAfterMs: 70 }, /ask again/],
    ['a client that left', { kind: 'ABANDONED' }, { code: 'UNAVAILABLE' }, /waited/],
  ])('says what to do about %s', async (_case, outcome, extensions, message) => {
    await using api = await createMemoryApi({ funnels: { read: async () => outcome } });
    const { errors } = await api.ask(FUNNEL, { input: WATCHED });
    expect(errors?.map((error) => error.extensions)).toEqual([extensions]);
    expect(errors?.[0]?.message).toMatch(message);
  });

  it('costs so much that one operation has room for two', () => {
    const cost = operationCost({ schema, document: parse(FUNNEL), variableValues: { input: WATCHED } });
    expect(2 * cost).toBeLessThan(OPERATION_LIMITS.costMax);
    expect(3 * cost).toBeGreaterThan(OPERATION_LIMITS.costMax);
  });

  it('is an example that runs as it is', async () => {
    await using api = await createMemoryApi({ events: [event('a', 'PLAY', 9), event('a', 'PLAYING', 8), event('a', 'STOP', 7)] });
    const { data } = await api.ask(readFileSync(new URL('../../../schema/operations/funnel.graphql', import.meta.url), 'utf8'));
    expect(data).toMatchObject({ funnel: { conversionRate: 1 } });
  });
});

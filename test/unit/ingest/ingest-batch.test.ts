import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AGE_BANDS, DEVICE_TYPES, NETWORK_TYPES, PLAYBACK_EVENT_TYPES, SUBSCRIPTION_PLANS } from '#domain/playback-event.ts';
import { shardOf } from '#domain/shard.ts';
import type { EventDraft, PlaybackEventDraft } from '#ingest/ingest-service.ts';
import { AcceptanceUnknown } from '#ingest/acceptance-unknown.ts';
import { StreamFull, StreamUnavailable } from '#stream/event-stream.ts';
import { aBatchDraft, aPlaybackDraft, NOW, someEvents } from '../../support/a-playback-draft.ts';
import { anIngestService, aRecordingStream, mapReceipts } from '../../support/an-ingest-service.ts';

const bad: EventDraft = { playback: aPlaybackDraft({ eventId: 'bad', region: 'UK' }) };

describe('a batch', () => {
  it('is appended as one entry before its receipt is given', async () => {
    const { stream, appends, batches } = aRecordingStream();
    const receipt = await anIngestService({ stream }).ingestBatch(aBatchDraft({ events: someEvents(3) }));
    expect(receipt).toEqual({
      batchId: 'made-id',
      receivedAt: NOW,
      acceptedCount: 3,
      rejectedCount: 0,
      replayed: false,
      durability: 'LOG_ALWAYS',
      rejected: [],
      warnings: [],
      assessments: [],
      problems: [],
    });
    expect(appends).toHaveLength(1);
    expect(batches()[0]?.events.map(({ eventId }) => eventId)).toEqual(['evt_0', 'evt_1', 'evt_2']);
  });

  it('is one entry for each shard of its subjects, in one append', async () => {
    const { stream, appends, batches } = aRecordingStream(4);
    await anIngestService({ stream }).ingestBatch(aBatchDraft({ events: someEvents(100) }));
    expect(appends).toHaveLength(1);
    const entries = appends[0] ?? [];
    expect(new Set(entries.map(({ shard }) => shard))).toEqual(new Set([0, 1, 2, 3]));
    expect(entries).toHaveLength(4);
    for (const [i, { shard, eventCount }] of entries.entries()) {
      const events = batches()[i]?.events ?? [];
      expect(events).toHaveLength(eventCount);
      expect(events.every(({ userId }) => shardOf(userId ?? '', 4) === shard)).toBe(true);
    }
  });

  it('loses only its bad events, each named by its index', async () => {
    const { stream, batches } = aRecordingStream();
    const receipt = await anIngestService({ stream }).ingestBatch(aBatchDraft({ events: [...someEvents(1), bad, ...someEvents(1)] }));
    expect(receipt).toMatchObject({ acceptedCount: 2, rejectedCount: 1, durability: 'LOG_ALWAYS' });
    expect(receipt.rejected).toEqual([
      { index: 1, eventId: 'bad', reason: 'INVALID', message: 'region "UK" is not known; use GB', path: ['playback', 'region'] },
    ]);
    expect(batches()[0]?.events).toHaveLength(2);
  });

  it('loses the events of viewers who were erased, alone and in a batch', async () => {
    const { stream, batches } = aRecordingStream();
    const service = anIngestService({ stream, isErased: (userId) => userId === 'gone' });
    const gone: EventDraft = { playback: aPlaybackDraft({ eventId: 'of-gone', userId: 'gone' }) };
    const rejected = { eventId: 'of-gone', reason: 'SUBJECT_ERASED', path: ['playback', 'userId'] };
    expect(await service.ingestBatch(aBatchDraft({ events: [...someEvents(2), gone] }))).toMatchObject({
      acceptedCount: 2,
      rejected: [rejected],
    });
    expect(await service.ingestOne({ source: 'demo', event: gone })).toMatchObject({ accepted: false, rejected });
    expect(JSON.stringify(batches())).not.toContain('of-gone');
  });

  it('of bad events alone appends nothing and has no durability', async () => {
    const { stream, appends } = aRecordingStream();
    const receipt = await anIngestService({ stream }).ingestBatch(aBatchDraft({ events: [bad] }));
    expect(receipt).toMatchObject({ acceptedCount: 0, rejectedCount: 1, durability: null, problems: [] });
    expect(appends).toEqual([]);
  });

  it('keeps an event that is in it twice: the consumer stores the first', async () => {
    const { stream } = aRecordingStream();
    const twice = [...someEvents(1), ...someEvents(1)];
    expect(await anIngestService({ stream }).ingestBatch(aBatchDraft({ events: twice }))).toMatchObject({ acceptedCount: 2 });
  });

  it('that runs dry is judged and assessed, and leaves nothing behind', async () => {
    const { stream, appends } = aRecordingStream();
    const receipts = mapReceipts();
    const batch = aBatchDraft({ batchId: 'b1', events: [...someEvents(1), bad], dryRun: true });
    expect(await anIngestService({ stream, receipts }).ingestBatch(batch)).toMatchObject({
      batchId: 'b1',
      acceptedCount: 1,
      rejectedCount: 1,
      durability: null,
      assessments: [{ index: 0, eventId: batch.events[0]?.playback.eventId, assessment: { score: 0 } }],
    });
    expect(appends).toEqual([]);
    expect(receipts.kept.size).toBe(0);
  });

  it.each([
    ['0 events', { events: [] }, ['events'], /at least 1/],
    ['1001 events', { events: someEvents(1001) }, ['events'], /at most 1000/],
    ['an empty batchId', { batchId: '' }, ['batchId'], /leave it out/],
    ['a batchId of 256 characters', { batchId: 'x'.repeat(256) }, ['batchId'], /longer/],
    ['NUL in its batchId', { batchId: 'x\0' }, ['batchId'], /NUL/],
    ['a sentAt that is no time', { sentAt: 'now' }, ['sentAt'], /RFC 3339/],
  ])('of %s is refused as a whole', async (_name, said, path, message) => {
    const { stream, appends } = aRecordingStream();
    const receipt = await anIngestService({ stream }).ingestBatch(aBatchDraft(said));
    expect(receipt).toMatchObject({ acceptedCount: 0, rejectedCount: 0, durability: null });
    expect(receipt.problems).toEqual([{ kind: 'INVALID_INPUT', path, message: expect.stringMatching(message) }]);
    expect(appends).toEqual([]);
  });

  it('of 1000 events is taken', async () => {
    const { stream } = aRecordingStream();
    expect(await anIngestService({ stream }).ingestBatch(aBatchDraft({ events: someEvents(1000) }))).toMatchObject({ acceptedCount: 1000 });
  });
});

describe('a full pipeline', () => {
  it('refuses a batch that would pass the limit, and takes the one that just fits', async () => {
    const { stream, control, appends } = aRecordingStream();
    const service = anIngestService({ stream, backlogEventsMax: 10 });
    control.waiting = 8;
    const refused = await service.ingestBatch(aBatchDraft({ events: someEvents(3) }));
    expect(refused.problems).toEqual([{ kind: 'OVERLOADED', message: expect.any(String), path: [], retryAfterMs: 1000 }]);
    expect(refused).toMatchObject({ acceptedCount: 0, rejectedCount: 0, durability: null });
    expect(appends).toEqual([]);
    expect(await service.ingestBatch(aBatchDraft({ events: someEvents(2) }))).toMatchObject({ acceptedCount: 2 });
  });

  it('counts what is on its way', async () => {
    const { stream, control } = aRecordingStream();
    const service = anIngestService({ stream, backlogEventsMax: 10 });
    const { promise, resolve } = Promise.withResolvers<void>();
    control.gate = promise;
    const first = service.ingestBatch(aBatchDraft({ events: someEvents(6) }));
    const second = service.ingestBatch(aBatchDraft({ events: someEvents(6) }));
    expect(await second).toMatchObject({ problems: [{ kind: 'OVERLOADED' }] });
    resolve();
    expect(await first).toMatchObject({ acceptedCount: 6 });
    expect(await service.ingestBatch(aBatchDraft({ events: someEvents(6) }))).toMatchObject({ acceptedCount: 6 });
  });

  it('asks for a longer pause the longer it lasts and the fuller it is, from 1 s to 30 s', async () => {
    const { stream, control } = aRecordingStream();
    let nowMs = NOW.getTime();
    const service = anIngestService({ stream, backlogEventsMax: 1000, now: () => new Date(nowMs) });
    const retryAfterMs = async (waiting: number, laterMs: number): Promise<number> => {
      control.waiting = waiting;
      nowMs += laterMs;
      const [problem] = (await service.ingestBatch(aBatchDraft({ events: someEvents(1) }))).problems;
      return problem?.kind === 'OVERLOADED' ? problem.retryAfterMs : 0;
    };
    expect(await retryAfterMs(1000, 0)).toBe(1000);
    expect(await retryAfterMs(1000, 4000)).toBe(5000);
    expect(await retryAfterMs(1100, 0)).toBe(8000);
    expect(await retryAfterMs(1000, 600_000)).toBe(30_000);
    expect(await retryAfterMs(0, 0)).toBe(0);
    expect(await retryAfterMs(1000, 0)).toBe(1000);
  });

  it('says so when the stream has no room after all', async () => {
    const { stream, control } = aRecordingStream();
    control.failure = new StreamFull();
    const receipt = await anIngestService({ stream }).ingestBatch(aBatchDraft());
    expect(receipt).toMatchObject({ acceptedCount: 0, durability: null, problems: [{ kind: 'OVERLOADED' }] });
  });

  it('is told apart from one that cannot be reached', async () => {
    const { stream, control } = aRecordingStream();
    control.failure = new StreamUnavailable();
    await expect(anIngestService({ stream }).ingestBatch(aBatchDraft())).rejects.toThrow(AcceptanceUnknown);
  });
});

describe('any batch', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constant('\0'),
    fc.constant('\ud800'),
    fc.string({ minLength: 250, maxLength: 260 }),
  );
  const time = fc.oneof(
    text,
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.constant(NOW.toISOString()),
  );
  const region = fc.oneof(text, fc.constantFrom('NL', 'US-CA', 'UK', 'EU'));
  const number = fc.oneof(fc.integer(), fc.double());
  const draft: fc.Arbitrary<PlaybackEventDraft> = fc.record(
    {
      eventId: text,
      eventType: fc.constantFrom(...PLAYBACK_EVENT_TYPES),
      timestamp: time,
      region,
      userId: fc.option(text),
      deviceId: fc.option(text),
      contentId: fc.option(text),
      sessionId: fc.option(text),
      isEu: fc.option(fc.boolean()),
      hasConsent: fc.option(fc.boolean()),
      ipAddress: fc.option(fc.oneof(text, fc.ipV4(), fc.ipV6())),
      subscriptionPlan: fc.constantFrom(...SUBSCRIPTION_PLANS),
      deviceType: fc.constantFrom(...DEVICE_TYPES),
      networkType: fc.constantFrom(...NETWORK_TYPES),
      ageBand: fc.constantFrom(...AGE_BANDS),
      errorCode: fc.option(text),
      positionMs: fc.option(number),
      bitrateKbps: fc.option(number),
      extraMetadata: fc.option(fc.dictionary(text, fc.jsonValue({ maxDepth: 7 })) as fc.Arbitrary<Record<string, unknown>>),
    },
    { requiredKeys: ['eventId', 'eventType', 'timestamp', 'region'] },
  );
  const batch = fc.record({ events: fc.array(fc.record({ playback: draft }), { minLength: 1, maxLength: 30 }), sentAt: fc.option(time) });

  it('is answered, each event once and in order, and what is accepted can be read back', async () => {
    await fc.assert(
      fc.asyncProperty(batch, async (said) => {
        const { stream, batches } = aRecordingStream(2);
        const receipt = await anIngestService({ stream }).ingestBatch(aBatchDraft(said));
        const { acceptedCount, rejectedCount, rejected, warnings, problems } = receipt;
        expect(acceptedCount + rejectedCount).toBe(problems.length > 0 ? 0 : said.events.length);
        expect(rejected).toHaveLength(rejectedCount);
        expect(isAscending(rejected.map(({ index }) => index))).toBe(true);
        expect(rejected.every(({ index, eventId }) => said.events[index]?.playback.eventId === eventId)).toBe(true);
        expect(warnings.every((warning) => rejected.every(({ index }) => index !== warning.index))).toBe(true);
        expect(batches().flatMap(({ events }) => events)).toHaveLength(acceptedCount);
      }),
      { numRuns: 300 },
    );
  });
});

const isAscending = (numbers: readonly number[]): boolean => numbers.every((n, i) => i === 0 || n > (numbers[i - 1] ?? 0));

import { describe, expect, it } from 'vitest';
import { StreamFull, StreamUnavailable } from '#stream/event-stream.ts';
import { aPlaybackDraft } from '../../support/a-playback-draft.ts';
import { anIngestService, aRecordingStream } from '../../support/an-ingest-service.ts';

const single = (eventId: string, source = 'demo', userId = 'user_42') => ({
  source,
  event: { playback: aPlaybackDraft({ eventId, userId }) },
});

describe('a single event', () => {
  it('is appended before it is answered', async () => {
    const { stream, appends, batches } = aRecordingStream();
    expect(await anIngestService({ stream }).ingestOne(single('a'))).toEqual({
      eventId: 'a',
      accepted: true,
      durability: 'LOG_ALWAYS',
      rejected: null,
      problems: [],
    });
    expect(appends).toHaveLength(1);
    expect(batches()[0]).toMatchObject({ source: 'demo', events: [{ eventId: 'a' }] });
  });

  it('shares an append with those of the same tick, an entry for each source', async () => {
    const { stream, appends, batches } = aRecordingStream();
    const service = anIngestService({ stream });
    const answers = await Promise.all([single('a'), single('b', 'other'), single('c')].map((one) => service.ingestOne(one)));
    expect(answers.every(({ accepted }) => accepted)).toBe(true);
    expect(appends).toHaveLength(1);
    expect(batches().map(({ source, events }) => [source, events.map(({ eventId }) => eventId)])).toEqual([
      ['demo', ['a', 'c']],
      ['other', ['b']],
    ]);
  });

  it('that arrives during an append waits for the next, with the others that did', async () => {
    const { stream, appends, control } = aRecordingStream();
    const service = anIngestService({ stream });
    const { promise, resolve } = Promise.withResolvers<void>();
    control.gate = promise;
    const first = service.ingestOne(single('a'));
    await tick();
    const others = ['b', 'c', 'd'].map((id) => service.ingestOne(single(id)));
    await tick();
    expect(appends).toEqual([]);
    resolve();
    await Promise.all([first, ...others]);
    expect(appends.map((entries) => entries.map(({ eventCount }) => eventCount))).toEqual([[1], [3]]);
  });

  it('never shares an append with more than 999 others', async () => {
    const { stream, appends } = aRecordingStream();
    const service = anIngestService({ stream });
    await Promise.all(Array.from({ length: 2500 }, (_, i) => service.ingestOne(single(`e${i}`))));
    expect(appends.map((entries) => entries[0]?.eventCount)).toEqual([1000, 1000, 500]);
  });

  it('never shares an append of more than a mebibyte', async () => {
    const { stream, appends } = aRecordingStream();
    const service = anIngestService({ stream });
    const extraMetadata = { text: 'x'.repeat(8_000) };
    const large = Array.from({ length: 300 }, (_, i) => ({
      source: 'demo',
      event: { playback: aPlaybackDraft({ eventId: `e${i}`, extraMetadata }) },
    }));
    const answers = await Promise.all(large.map((one) => service.ingestOne(one)));
    expect(answers.every(({ accepted }) => accepted)).toBe(true);
    expect(appends.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...appends.map((entries) => Buffer.byteLength(entries[0]?.payload ?? '')))).toBeLessThanOrEqual(1_048_576);
  });

  it('that is bad is rejected alone', async () => {
    const { stream, batches } = aRecordingStream();
    const service = anIngestService({ stream });
    const [bad, good] = await Promise.all([service.ingestOne(single('')), service.ingestOne(single('a'))]);
    expect(bad).toMatchObject({
      accepted: false,
      durability: null,
      rejected: { index: 0, reason: 'INVALID', path: ['playback', 'eventId'] },
    });
    expect(good).toMatchObject({ accepted: true, rejected: null });
    expect(batches()[0]?.events).toHaveLength(1);
  });

  it('with a sentAt that is no time is refused', async () => {
    const { stream } = aRecordingStream();
    const receipt = await anIngestService({ stream }).ingestOne({ ...single('a'), sentAt: 'now' });
    expect(receipt).toMatchObject({ accepted: false, problems: [{ kind: 'INVALID_INPUT', path: ['sentAt'] }] });
  });

  it('is refused when too much waits, when the stream is full, and when too many singles wait', async () => {
    const { stream, control } = aRecordingStream();
    const service = anIngestService({ stream, backlogEventsMax: 20_000 });
    control.waiting = 20_000;
    expect(await service.ingestOne(single('a'))).toMatchObject({ problems: [{ kind: 'OVERLOADED', retryAfterMs: 1000 }] });
    control.waiting = 0;
    control.failure = new StreamFull();
    expect(await service.ingestOne(single('a'))).toMatchObject({ accepted: false, problems: [{ kind: 'OVERLOADED' }] });
    control.failure = null;
    const many = Array.from({ length: 10_001 }, (_, i) => service.ingestOne(single(`e${i}`)));
    expect(await many.at(-1)).toMatchObject({ problems: [{ kind: 'OVERLOADED' }] });
    expect(await many[0]).toMatchObject({ accepted: true });
    await Promise.all(many);
  });

  it('tells everyone in its append when the stream cannot be reached, and those after it are appended', async () => {
    const { stream, control } = aRecordingStream();
    const service = anIngestService({ stream });
    control.failure = new StreamUnavailable();
    const answers = await Promise.allSettled([service.ingestOne(single('a')), service.ingestOne(single('b'))]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    control.failure = null;
    expect(await service.ingestOne(single('a'))).toMatchObject({ accepted: true });
  });
});

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

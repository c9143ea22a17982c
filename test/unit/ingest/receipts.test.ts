import { describe, expect, it } from 'vitest';
import { StreamFull } from '#stream/event-stream.ts';
import { aBatchDraft, aPlaybackDraft, NOW, someEvents } from '../../support/a-playback-draft.ts';
import { anIngestService, aRecordingStream } from '../../support/an-ingest-service.ts';

const bad = { playback: aPlaybackDraft({ eventId: 'bad', region: 'UK' }) };
/** Ten seconds behind ours. */
const ANOTHER_CLOCK = new Date(NOW.getTime() - 10_000).toISOString();

const away = (): Promise<never> => Promise.reject(new Error('away'));
const awayReceipts = { find: away, save: away };

describe('a receipt', () => {
  it('is replayed to the same source and batchId, and appends nothing again', async () => {
    const { stream, appends } = aRecordingStream();
    const service = anIngestService({ stream });
    const first = await service.ingestBatch(aBatchDraft({ batchId: 'b1', events: [...someEvents(2), bad] }));
    const again = await service.ingestBatch(aBatchDraft({ batchId: 'b1', events: [...someEvents(2), bad] }));
    expect(again).toEqual({ ...first, replayed: true });
    expect(appends).toHaveLength(1);
  });

  it('is not shown to another source', async () => {
    const { stream, appends } = aRecordingStream();
    const service = anIngestService({ stream });
    await service.ingestBatch(aBatchDraft({ batchId: 'b1' }));
    expect(await service.ingestBatch(aBatchDraft({ batchId: 'b1', source: 'other' }))).toMatchObject({ replayed: false });
    expect(appends).toHaveLength(2);
  });

  it('is replayed even when the stream is full by now', async () => {
    const { stream, control } = aRecordingStream();
    const service = anIngestService({ stream, backlogEventsMax: 10 });
    await service.ingestBatch(aBatchDraft({ batchId: 'b1' }));
    control.waiting = 10;
    expect(await service.ingestBatch(aBatchDraft({ batchId: 'b1' }))).toMatchObject({ replayed: true, acceptedCount: 1 });
  });

  it('is not kept of a refused batch, which may be sent again', async () => {
    const { stream, control } = aRecordingStream();
    const service = anIngestService({ stream });
    control.failure = new StreamFull();
    expect(await service.ingestBatch(aBatchDraft({ batchId: 'b1' }))).toMatchObject({ acceptedCount: 0 });
    control.failure = null;
    expect(await service.ingestBatch(aBatchDraft({ batchId: 'b1' }))).toMatchObject({ acceptedCount: 1, replayed: false });
  });

  it('that cannot be read or kept costs no event', async () => {
    const { stream, appends } = aRecordingStream();
    const service = anIngestService({ stream, receipts: awayReceipts });
    expect(await service.ingestBatch(aBatchDraft({ batchId: 'b1' }))).toMatchObject({ acceptedCount: 1, replayed: false });
    expect(appends).toHaveLength(1);
  });

  it('is replayed word for word, however much it says and whatever is sent the second time', async () => {
    const { stream, appends } = aRecordingStream();
    const service = anIngestService({ stream });
    const events = [...someEvents(999), bad];
    const first = await service.ingestBatch(aBatchDraft({ batchId: 'b1', sentAt: ANOTHER_CLOCK, events }));
    expect(first).toMatchObject({ acceptedCount: 999, rejectedCount: 1 });
    expect(first.warnings).toHaveLength(999);
    const again = await service.ingestBatch(aBatchDraft({ batchId: 'b1', events: [bad] }));
    expect(again).toEqual({ ...first, replayed: true });
    expect(appends).toHaveLength(1);
  });
});

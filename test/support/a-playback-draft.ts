import type { BatchDraft, EventDraft, PlaybackEventDraft } from '#ingest/ingest-service.ts';

/** The moment tests of the front door take for now. */
export const NOW = new Date('2026-01-02T12:34:56.000Z');

/** An event of now that has nothing to complain about, but for what a test says. */
export const aPlaybackDraft = (said: Partial<PlaybackEventDraft> = {}): PlaybackEventDraft => ({
  eventId: 'evt_1',
  eventType: 'PLAY',
  timestamp: NOW.toISOString(),
  userId: 'user_42',
  deviceId: 'tv_lg_abc123',
  region: 'NL',
  ...said,
});

/** `count` good events with ids of their own. */
export const someEvents = (count: number): readonly EventDraft[] =>
  Array.from({ length: count }, (_, i) => ({ playback: aPlaybackDraft({ eventId: `evt_${i}`, userId: `user_${i}` }) }));

/** A batch of one good event, but for what a test says. */
export const aBatchDraft = (said: Partial<BatchDraft> = {}): BatchDraft => ({
  source: 'demo',
  events: someEvents(1),
  dryRun: false,
  ...said,
});

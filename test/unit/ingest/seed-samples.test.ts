import { describe, expect, it } from 'vitest';
import type { PlaybackEventDraft } from '#ingest/ingest-service.ts';
import { aBatchDraft, NOW } from '../../support/a-playback-draft.ts';
import { anIngestService, aRecordingStream } from '../../support/an-ingest-service.ts';

/** The event model of ott-compliance-events-pipeline, version 1: names in camelCase, enum values in upper case. */
const v1: PlaybackEventDraft = {
  eventId: 'evt_123',
  userId: 'user_42',
  deviceId: 'tv_lg_abc123',
  contentId: 'movie_987',
  eventType: 'PLAY',
  timestamp: '2026-01-02T12:34:56Z',
  region: 'NL',
  isEu: true,
  hasConsent: false,
  ipAddress: '203.0.113.10',
  errorCode: null,
  extraMetadata: { appVersion: '1.2.3', networkType: 'wifi' },
};
/** Version 2 adds the plan. */
const v2: PlaybackEventDraft = { ...v1, eventId: 'evt_124', subscriptionPlan: 'PREMIUM' };

describe('the playback samples of the systems that are replaced', () => {
  it.each([
    ['v1', v1],
    ['v2', v2],
  ])('%s is accepted as it stands', async (_name, playback) => {
    const { stream, batches } = aRecordingStream();
    const receipt = await anIngestService({ stream }).ingestBatch(aBatchDraft({ events: [{ playback }] }));
    expect(receipt).toMatchObject({ acceptedCount: 1, rejected: [], warnings: [], problems: [] });
    const { timestamp: _timestamp, isEu: _isEu, ...kept } = playback;
    expect(batches()[0]?.events[0]).toMatchObject({ ...kept, occurredAt: NOW });
  });
});

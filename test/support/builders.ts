import { eventKey } from '#domain/event-key.ts';
import type { IdentifiedEvent, PlaybackEvent } from '#domain/playback-event.ts';

/** Noon of an ordinary day: the time of every built event that names none. */
export const NOON = new Date('2026-03-10T12:00:00.000Z');

/** A harmless event of an ordinary viewer; a test names only what matters to it. */
export const aPlaybackEvent = (overrides: Partial<PlaybackEvent> = {}): PlaybackEvent => {
  const occurredAt = overrides.occurredAt ?? NOON;
  return {
    eventId: 'event-1',
    eventType: 'HEARTBEAT',
    userId: 'user-1',
    deviceId: 'device-1',
    contentId: 'title-1',
    sessionId: 'session-1',
    region: 'NL',
    hasConsent: true,
    consent: null,
    ipAddress: '203.0.113.7',
    subscriptionPlan: 'STANDARD',
    deviceType: 'SMART_TV',
    appVersion: '1.0.0',
    networkType: 'WIFI',
    ageBand: 'ADULT',
    errorCode: null,
    positionMs: 60_000,
    durationMs: null,
    bitrateKbps: 4_000,
    extraMetadata: null,
    source: 'demo',
    receivedAt: occurredAt,
    deviceTime: null,
    ...overrides,
    occurredAt,
  };
};

/** The same event after its person was replaced by pseudonyms; `viewer-1` for `user-1` unless told otherwise. */
export const anIdentifiedEvent = (
  event: Partial<PlaybackEvent> = {},
  identity: Partial<Pick<IdentifiedEvent, 'viewerId' | 'deviceId' | 'ipPrefix' | 'ipCountry'>> = {},
): IdentifiedEvent => {
  const built = aPlaybackEvent(event);
  return {
    key: eventKey(built.source, built.eventId),
    event: built,
    viewerId: built.userId === null ? null : 'viewer-1',
    deviceId: built.deviceId === null ? null : 'device-1',
    ipPrefix: built.ipAddress === null ? null : '203.0.113.0/24',
    ipCountry: null,
    ...identity,
  };
};

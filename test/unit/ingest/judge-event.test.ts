import { describe, expect, it } from 'vitest';
import { DEFAULT_EVENT_TIME_LIMITS } from '#ingest/ingest-limits.ts';
import type { PlaybackEventDraft } from '#ingest/ingest-service.ts';
import { judgeEvent } from '#ingest/judging/judge-event.ts';
import { receive } from '#ingest/judging/reception.ts';
import { aPlaybackDraft, NOW } from '../../support/a-playback-draft.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const at = (offsetMs: number): string => new Date(NOW.getTime() + offsetMs).toISOString();

/** Judged now, sent by a clock that stands `sentMs` from ours. */
const judge = (said: Partial<PlaybackEventDraft>, sentMs?: number) => {
  const reception = receive(NOW, sentMs === undefined ? null : at(sentMs));
  if (reception === null) throw new Error('sentAt is a time in these tests');
  return judgeEvent(aPlaybackDraft(said), { source: 'demo', reception, limits: DEFAULT_EVENT_TIME_LIMITS });
};

const accepted = (said: Partial<PlaybackEventDraft>, sentMs?: number) => {
  const judgement = judge(said, sentMs);
  if (judgement.kind === 'rejected') throw new Error(judgement.fault.message);
  return judgement;
};

const nested = (levels: number): Record<string, unknown> => (levels === 1 ? {} : { a: nested(levels - 1) });
const metadataOfBytes = (bytes: number): Record<string, unknown> => ({ a: 'x'.repeat(bytes - '{"a":""}'.length) });
const key = (text: string): Record<string, unknown> => ({ [text]: 1 });

describe('an event is accepted', () => {
  const cases: readonly [string, Partial<PlaybackEventDraft>][] = [
    ['with nothing but what is required', { userId: null, deviceId: null }],
    ['with a subdivision', { region: 'US-CA' }],
    ['with an id of 255 characters', { eventId: 'x'.repeat(255) }],
    ['with an id of 255 characters outside the basic plane', { userId: '😀'.repeat(255) }],
    ['exactly 30 days old', { timestamp: at(-30 * DAY) }],
    ['exactly 5 minutes ahead', { timestamp: at(5 * MINUTE) }],
    ['with metadata of 8192 bytes', { extraMetadata: metadataOfBytes(8192) }],
    ['with metadata of 8192 bytes in 2 bytes a character', { extraMetadata: { a: 'é'.repeat((8192 - 8) / 2) } }],
    ['with a byte order mark within an id', { eventId: 'evt\uFEFF' }],
    ['with byte order marks in metadata', { extraMetadata: { '\uFEFFa': '\uFEFF' } }],
    ['with metadata of 5 levels', { extraMetadata: nested(5) }],
    ['with a list as the 5th level', { extraMetadata: { a: { b: { c: { d: [1, null, true, 'x'] } } } } }],
    ['with empty metadata', { extraMetadata: {} }],
    ['with an IPv6 address', { ipAddress: '2001:db8::1' }],
    ['with counts of zero', { positionMs: 0, durationMs: 0, bitrateKbps: 0 }],
    ['with the greatest counts', { positionMs: Number.MAX_SAFE_INTEGER, bitrateKbps: 2_147_483_647 }],
  ];
  it.each(cases)('%s', (_name, said) => {
    expect(judge(said)).toMatchObject({ kind: 'accepted' });
  });

  it('stamped with source and times, absent values as null', () => {
    expect(accepted({ errorCode: '', appVersion: '' }).event).toEqual({
      eventId: 'evt_1',
      eventType: 'PLAY',
      userId: 'user_42',
      deviceId: 'tv_lg_abc123',
      contentId: null,
      sessionId: null,
      region: 'NL',
      hasConsent: null,
      consent: null,
      ipAddress: null,
      subscriptionPlan: null,
      deviceType: null,
      appVersion: null,
      networkType: null,
      ageBand: null,
      errorCode: null,
      positionMs: null,
      durationMs: null,
      bitrateKbps: null,
      extraMetadata: null,
      source: 'demo',
      occurredAt: NOW,
      receivedAt: NOW,
      deviceTime: null,
    });
  });
});

describe('an event is rejected', () => {
  const cases: readonly [string, Partial<PlaybackEventDraft>, string, string, RegExp][] = [
    ['of no id', { eventId: '' }, 'INVALID', 'eventId', /empty; give every event an id/],
    ['with an id of 256 characters', { eventId: 'x'.repeat(256) }, 'INVALID', 'eventId', /longer than 255/],
    ['with 256 characters outside the basic plane', { userId: '😀'.repeat(256) }, 'INVALID', 'userId', /longer than 255/],
    ['of an empty viewer', { userId: '' }, 'INVALID', 'userId', /leave it out/],
    ['of an empty title', { contentId: '' }, 'INVALID', 'contentId', /leave it out/],
    ['with a long session', { sessionId: 'x'.repeat(256) }, 'INVALID', 'sessionId', /longer/],
    ['with a long version', { appVersion: 'x'.repeat(256) }, 'INVALID', 'appVersion', /longer/],
    ['with a long error code', { errorCode: 'x'.repeat(256) }, 'INVALID', 'errorCode', /longer/],
    ['with NUL in an id', { deviceId: 'a\0b' }, 'INVALID', 'deviceId', /NUL/],
    ['with a byte order mark before its id', { eventId: '\uFEFFevt' }, 'INVALID', 'eventId', /U\+FEFF/],
    ['with a byte order mark before its title', { contentId: '\uFEFFtitle' }, 'INVALID', 'contentId', /U\+FEFF/],
    ['with a byte order mark as error code', { errorCode: '\uFEFF' }, 'INVALID', 'errorCode', /U\+FEFF/],
    ['with half a surrogate pair', { deviceId: 'a\ud83d' }, 'INVALID', 'deviceId', /surrogate/],
    ['from the UK', { region: 'UK' }, 'INVALID', 'region', /use GB/],
    ['from the EU', { region: 'EU' }, 'INVALID', 'region', /name a member state/],
    ['from nowhere', { region: 'ZZ' }, 'INVALID', 'region', /ISO 3166/],
    ['from an endless region', { region: 'Z'.repeat(1000) }, 'INVALID', 'region', /^region "Z{20}" is not known/],
    ['with no address', { ipAddress: '203.0.113' }, 'INVALID', 'ipAddress', /without port/],
    ['with an empty address', { ipAddress: '' }, 'INVALID', 'ipAddress', /leave it out/],
    ['at no time', { timestamp: 'yesterday' }, 'INVALID', 'timestamp', /RFC 3339/],
    ['at a local time', { timestamp: '2026-01-02T12:34:56' }, 'INVALID', 'timestamp', /offset/],
    ['older than 30 days', { timestamp: at(-30 * DAY - 1) }, 'TOO_OLD', 'timestamp', /30 d/],
    ['more than 5 minutes ahead', { timestamp: at(5 * MINUTE + 1) }, 'IN_THE_FUTURE', 'timestamp', /5 min/],
    ['at a negative position', { positionMs: -1 }, 'INVALID', 'positionMs', /from 0/],
    ['with half a millisecond', { durationMs: 0.5 }, 'INVALID', 'durationMs', /whole number/],
    ['past the safe integers', { positionMs: 2 ** 53 }, 'INVALID', 'positionMs', /whole number/],
    ['with a bitrate past 32 bits', { bitrateKbps: 2 ** 31 }, 'INVALID', 'bitrateKbps', /2147483647/],
    ['with metadata of 8193 bytes', { extraMetadata: metadataOfBytes(8193) }, 'TOO_LARGE', 'extraMetadata', /8193 bytes/],
    [
      'with 8193 bytes, fewer characters',
      { extraMetadata: { a: `${'é'.repeat((8192 - 8) / 2)}x` } },
      'TOO_LARGE',
      'extraMetadata',
      /8193 bytes/,
    ],
    ['with metadata of 6 levels', { extraMetadata: nested(6) }, 'TOO_LARGE', 'extraMetadata', /5 levels/],
    ['with lists of 6 levels', { extraMetadata: { a: [[[[[]]]]] } }, 'TOO_LARGE', 'extraMetadata', /5 levels/],
    ['with NUL in metadata', { extraMetadata: { a: ['x\0'] } }, 'INVALID', 'extraMetadata', /NUL/],
    ['with NUL in a key', { extraMetadata: key('\0') }, 'INVALID', 'extraMetadata', /NUL/],
    ['with half a pair in metadata', { extraMetadata: { a: '\udc00' } }, 'INVALID', 'extraMetadata', /surrogate/],
    ['with what is not JSON', { extraMetadata: { a: 1n } }, 'INVALID', 'extraMetadata', /bigint/],
  ];
  it.each(cases)('%s', (_name, said, reason, field, message) => {
    expect(judge(said)).toEqual({ kind: 'rejected', fault: { reason, field, message: expect.stringMatching(message) } });
  });

  it('without its address in the message', () => {
    expect(JSON.stringify(judge({ ipAddress: '203.0.113.300' }))).not.toContain('203.0');
  });
});

describe('a device clock', () => {
  it.each([
    ['2 s behind is left alone', -2 * SECOND, 0],
    ['2 s ahead is left alone', 2 * SECOND, 0],
    ['more than 2 s behind is corrected', -2 * SECOND - 1, 2 * SECOND + 1],
    ['more than 2 s ahead is corrected', 2 * SECOND + 1, -2 * SECOND - 1],
    ['48 h behind is corrected', -48 * HOUR, 48 * HOUR],
    ['48 h ahead is corrected', 48 * HOUR, -48 * HOUR],
  ])('%s', (_name, sentMs, correctionMs) => {
    const { event, warnings } = accepted({ timestamp: at(sentMs - SECOND) }, sentMs);
    expect(event.occurredAt).toEqual(new Date(NOW.getTime() + sentMs - SECOND + correctionMs));
    expect(event.deviceTime).toEqual(correctionMs === 0 ? null : new Date(at(sentMs - SECOND)));
    expect(warnings.map(({ code }) => code)).toEqual(correctionMs === 0 ? [] : ['CLOCK_SKEW_CORRECTED']);
  });

  it.each([
    ['behind', -48 * HOUR - 1],
    ['ahead', 48 * HOUR + 1],
  ])('more than 48 h %s is unusable', (word, sentMs) => {
    expect(judge({ timestamp: at(sentMs) }, sentMs)).toEqual({
      kind: 'rejected',
      fault: { reason: 'CLOCK_UNUSABLE', field: 'timestamp', message: expect.stringContaining(`2 d ${word}`) },
    });
  });

  it('is corrected before the age is judged', () => {
    expect(judge({ timestamp: at(-31 * DAY) }, -40 * HOUR)).toMatchObject({ kind: 'accepted' });
    expect(judge({ timestamp: at(DAY) }, DAY)).toMatchObject({ kind: 'accepted' });
    expect(judge({ timestamp: at(MINUTE) }, -HOUR)).toMatchObject({ fault: { reason: 'IN_THE_FUTURE' } });
  });
});

describe('a warning', () => {
  const cases: readonly [string, Partial<PlaybackEventDraft>, readonly string[]][] = [
    ['is not given for a claim that is right', { region: 'NL', isEu: true }, []],
    ['is not given for a claim about a part of a member state', { region: 'DE-BY', isEu: true }, []],
    ['is not given where Union law applies overseas', { region: 'RE', isEu: true }, []],
    ['is not given without a claim', { region: 'NL', isEu: null }, []],
    ['is given for a member state that claims not to be one', { region: 'NL', isEu: false }, ['REGION_CLAIM_MISMATCH']],
    ['is given for a claim of the United Kingdom', { region: 'GB', isEu: true }, ['REGION_CLAIM_MISMATCH']],
    ['is given for a claim of Norway', { region: 'NO', isEu: true }, ['REGION_CLAIM_MISMATCH']],
    ['is not given for an event 2 h old', { timestamp: at(-2 * HOUR) }, []],
    ['is given for an event more than 2 h old', { timestamp: at(-2 * HOUR - 1) }, ['LATE_ARRIVAL']],
    ['is given for everything that is odd', { timestamp: at(-3 * HOUR), isEu: false }, ['REGION_CLAIM_MISMATCH', 'LATE_ARRIVAL']],
  ];
  it.each(cases)('%s', (_name, said, codes) => {
    expect(accepted(said).warnings.map(({ code }) => code)).toEqual(codes);
  });
});

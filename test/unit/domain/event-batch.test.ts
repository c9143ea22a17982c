import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEventBatch, encodeEventBatch } from '#domain/event-batch.ts';
import {
  AGE_BANDS,
  DEVICE_TYPES,
  NETWORK_TYPES,
  PLAYBACK_EVENT_TYPES,
  type PlaybackEvent,
  SUBSCRIPTION_PLANS,
} from '#domain/playback-event.ts';
import { aPlaybackEvent } from '../../support/builders.ts';

const receivedAt = new Date('2026-01-02T12:34:56.789Z');
const date = fc.date({ noInvalidDate: true });
const text = fc.option(fc.string());
const count = fc.option(fc.maxSafeNat());
const event: fc.Arbitrary<PlaybackEvent> = fc.record({
  eventId: fc.string(),
  eventType: fc.constantFrom(...PLAYBACK_EVENT_TYPES),
  occurredAt: date,
  deviceTime: fc.option(date),
  receivedAt: fc.constant(receivedAt),
  source: fc.constant('demo'),
  userId: text,
  deviceId: text,
  contentId: text,
  sessionId: text,
  region: fc.constantFrom('NL', 'US-CA', 'GB-ENG', 'FR-75', 'CN-HK'),
  hasConsent: fc.option(fc.boolean()),
  ipAddress: text,
  subscriptionPlan: fc.option(fc.constantFrom(...SUBSCRIPTION_PLANS)),
  deviceType: fc.option(fc.constantFrom(...DEVICE_TYPES)),
  appVersion: text,
  networkType: fc.option(fc.constantFrom(...NETWORK_TYPES)),
  ageBand: fc.option(fc.constantFrom(...AGE_BANDS)),
  errorCode: text,
  positionMs: count,
  durationMs: count,
  bitrateKbps: count,
  extraMetadata: fc.option(fc.constant({ a: [1, 'x', { b: null }] })),
  consent: fc.option(
    fc.record({
      tcString: text,
      gppString: text,
      usPrivacy: text,
      gpc: fc.option(fc.boolean()),
      videoDisclosureConsentAt: fc.option(date),
    }),
  ),
});

describe('an event batch', () => {
  it('written before there were consent signals is read without them', () => {
    const [[written]] = [fc.sample(event, 1)];
    if (written === undefined) throw new Error('no event was drawn');
    const batch = { source: 'demo', receivedAt, events: [{ ...written, consent: null }] };
    const [format, source, at, [wire]] = JSON.parse(encodeEventBatch(batch));
    expect(decodeEventBatch(JSON.stringify([format, source, at, [wire.slice(0, 21)]]))).toEqual(batch);
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const batch = { source: 'demo', receivedAt, events };
        expect(decodeEventBatch(encodeEventBatch(batch))).toEqual(batch);
      }),
    );
  });

  it.each([
    '',
    'x',
    '{}',
    'null',
    '[]',
    '[2,"demo",0,[]]',
    '[1,5,0,[]]',
    '[1,"demo","now",[]]',
    '[1,"demo",1e999,[]]',
    '[1,"demo",0,{}]',
    '[1,"demo",0,[5]]',
    '[1,"demo",0,[[]]]',
  ])('is not read out of %j', (payload) => {
    expect(() => decodeEventBatch(payload)).toThrow(SyntaxError);
  });

  it.each([
    ['event id', 0, [null, 5]],
    ['event type', 1, [null, 'PLAYED', '{}', 5]],
    ['time', 2, [null, '2026-01-02', 1e16]],
    ['device time', 3, ['now', true]],
    ['user', 4, [5, true, {}, undefined]],
    ['region', 8, [null, 'nl', 'NL}', 'NL-', 5]],
    ['consent', 9, ['yes', 1]],
    ['address', 10, [12345, {}]],
    ['plan', 11, ['GOLD', 5, undefined]],
    ['device type', 12, ['CAR', 5]],
    ['network', 14, ['LAN', 5]],
    ['age band', 15, ['OLD', 5]],
    ['error code', 16, [404]],
    ['position', 17, ['60000', true]],
    ['duration', 18, ['0']],
    ['bitrate', 19, ['4000']],
    ['metadata', 20, ['{}', 5, [], undefined]],
  ])('is not one with a wrong %s in its last event', (_what, place, wrong) => {
    const events = [aPlaybackEvent(), aPlaybackEvent()];
    const right = encodeEventBatch({ source: 'demo', receivedAt, events });
    expect(decodeEventBatch(right).events).toHaveLength(2);
    for (const value of wrong) {
      const batch = JSON.parse(right) as [number, string, number, unknown[][]];
      batch[3][1]?.splice(place, 1, value);
      if (value === undefined) batch[3][1]?.splice(place);
      expect(() => decodeEventBatch(JSON.stringify(batch))).toThrow(SyntaxError);
    }
  });

  it('that cannot be read repeats nothing of its text', () => {
    const thrown = catchFrom(() => decodeEventBatch('[1,"demo",0,["alice@example.org"'));
    expect(thrown).toBeInstanceOf(SyntaxError);
    expect([String(thrown), thrown?.cause]).toEqual(['SyntaxError: not an event batch', undefined]);
  });
});

const catchFrom = (work: () => unknown): Error | null => {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof Error ? error : null;
  }
};

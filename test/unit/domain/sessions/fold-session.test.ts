import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLAYBACK_EVENT_TYPES, type PlaybackEventType } from '#domain/playback-event.ts';
import { type Booking, foldSession } from '#domain/sessions/fold-session.ts';
import { bySessionOrder, type SessionEvent } from '#domain/sessions/session-event.ts';

const SECOND_MS = 1_000;
const SETTING = {
  source: 'demo',
  region: 'NL',
  contentId: 'title-1',
  deviceType: '',
  appVersion: '',
  networkType: '',
  subscriptionPlan: '',
} as const;

/** Reads `0 PLAY, 2 PLAYING`: seconds and types. */
const events = (script: string): readonly SessionEvent[] =>
  script.split(', ').map((line, i) => {
    const [seconds = '', eventType = ''] = line.split(' ');
    return {
      key: `${i}`.padStart(32, '0'),
      at: Number(seconds) * SECOND_MS,
      eventType: eventType as PlaybackEventType,
      viewerId: null,
      deviceId: null,
      setting: SETTING,
    };
  });

const fold = (list: readonly SessionEvent[]) => {
  const bookings: Booking[] = [];
  const session = foldSession(null, list, (booking) => bookings.push(booking));
  const sum = (of: keyof Omit<Booking, 'at' | 'setting'>) => bookings.reduce((total, booking) => total + booking[of], 0);
  return { session, bookings, sum };
};

type Case = { readonly what: string; readonly script: string; readonly watched: number; readonly rebuffered?: number };

const WATCHED: readonly Case[] = [
  { what: 'from PLAYING to STOP', script: '0 PLAY, 2 PLAYING, 60 STOP', watched: 58 },
  { what: 'from PLAY to STOP without PLAYING', script: '0 PLAY, 60 STOP', watched: 60 },
  { what: 'from PLAY to PAUSE without PLAYING', script: '0 PLAY, 60 PAUSE, 100 STOP', watched: 60 },
  { what: 'from PLAY to HEARTBEAT and on', script: '0 PLAY, 30 HEARTBEAT, 60 HEARTBEAT, 70 STOP', watched: 70 },
  { what: 'a pause is not watched', script: '0 PLAYING, 10 PAUSE, 50 RESUME, 60 STOP', watched: 20 },
  { what: 'heartbeats in a pause are not watched', script: '0 PLAYING, 10 PAUSE, 40 HEARTBEAT, 50 RESUME, 60 STOP', watched: 20 },
  { what: 'PLAY after PAUSE goes on', script: '0 PLAYING, 10 PAUSE, 50 PLAY, 60 STOP', watched: 20 },
  { what: 'from PLAY to ERROR is not watched', script: '0 PLAY, 5 ERROR', watched: 0 },
  { what: 'until an ERROR', script: '0 PLAYING, 30 ERROR', watched: 30 },
  { what: 'an ERROR that is survived', script: '0 PLAYING, 30 ERROR, 40 HEARTBEAT, 70 STOP', watched: 60 },
  { what: 'a heartbeat after STOP is a straggler', script: '0 PLAYING, 30 STOP, 40 HEARTBEAT, 70 HEARTBEAT', watched: 30 },
  { what: 'a session that begins again after STOP', script: '0 PLAYING, 30 STOP, 40 PLAYING, 70 STOP', watched: 60 },
  { what: 'buffering after the first frame', script: '0 PLAYING, 10 BUFFER_START, 14 BUFFER_END, 20 STOP', watched: 16, rebuffered: 4 },
  {
    what: 'heartbeats within buffering',
    script: '0 PLAYING, 10 BUFFER_START, 12 HEARTBEAT, 14 BUFFER_END, 20 STOP',
    watched: 16,
    rebuffered: 4,
  },
  { what: 'buffering before the first frame is starting', script: '0 PLAY, 1 BUFFER_START, 4 BUFFER_END, 20 STOP', watched: 16 },
  { what: 'buffering that PLAYING ends', script: '0 PLAYING, 10 BUFFER_START, 14 PLAYING, 20 STOP', watched: 16, rebuffered: 4 },
  { what: 'buffering in a pause', script: '0 PLAYING, 10 PAUSE, 12 BUFFER_START, 14 BUFFER_END, 20 RESUME, 21 STOP', watched: 11 },
  { what: 'seeks and changes of bitrate', script: '0 PLAYING, 10 SEEK, 20 BITRATE_CHANGE, 30 STOP', watched: 30 },
  { what: 'advertising', script: '0 PLAYING, 10 AD_START, 20 AD_END, 30 STOP', watched: 30 },
  { what: 'a session joined in its middle', script: '0 HEARTBEAT, 30 HEARTBEAT, 60 STOP', watched: 60 },
  { what: 'a session that only signs in', script: '0 LOGIN, 30 LOGOUT', watched: 0 },
  { what: 'a session still open, up to its last event', script: '0 PLAYING, 30 HEARTBEAT', watched: 30 },
  { what: 'silence up to two minutes between heartbeats', script: '0 PLAYING, 30 HEARTBEAT, 150 HEARTBEAT', watched: 150 },
  {
    what: 'a longer silence after a heartbeat: the STOP was lost',
    script: '0 PLAYING, 30 HEARTBEAT, 151 HEARTBEAT, 161 STOP',
    watched: 40,
  },
  { what: 'four hours without heartbeats', script: '0 PLAYING, 14400 STOP', watched: 14_400 },
  { what: 'longer without heartbeats', script: '0 PLAYING, 14401 STOP', watched: 0 },
  { what: 'two events of one instant', script: '0 PLAYING, 0 HEARTBEAT, 10 STOP', watched: 10 },
  { what: 'LOGOUT ends', script: '0 PLAYING, 10 LOGOUT, 20 HEARTBEAT', watched: 10 },
];

describe('the fold of a session', () => {
  it.each(WATCHED)('watch time: $what', ({ script, watched, rebuffered = 0 }) => {
    const { session, sum } = fold(events(script));
    expect({ watchMs: session.watchMs, rebufferMs: session.rebufferMs }).toEqual({
      watchMs: watched * SECOND_MS,
      rebufferMs: rebuffered * SECOND_MS,
    });
    expect([sum('watchMs'), sum('rebufferMs')]).toEqual([session.watchMs, session.rebufferMs]);
  });

  it.each([
    { script: '0 PLAY, 5 ERROR', attempts: 1, startFailures: 1 },
    { script: '0 PLAY, 1 BUFFER_START, 5 ERROR, 9 ERROR', attempts: 1, startFailures: 1 },
    { script: '0 PLAY, 5 PLAYING, 9 ERROR', attempts: 1, startFailures: 0 },
    { script: '0 PLAY, 5 HEARTBEAT, 9 ERROR', attempts: 1, startFailures: 0 },
    { script: '0 PLAY, 5 STOP', attempts: 1, startFailures: 0 },
    { script: '0 PLAY, 5 SEEK, 9 ERROR', attempts: 1, startFailures: 1 },
    { script: '0 PLAY, 5 ERROR, 9 PLAY, 10 PLAYING', attempts: 1, startFailures: 1 },
    { script: '0 PLAY, 5 PLAYING, 9 STOP, 20 PLAY, 21 ERROR', attempts: 1, startFailures: 0 },
    { script: '0 HEARTBEAT, 5 PLAY, 9 ERROR', attempts: 1, startFailures: 0 },
    { script: '0 PLAYING, 9 ERROR', attempts: 0, startFailures: 0 },
    { script: '0 LOGIN_FAILED', attempts: 0, startFailures: 0 },
  ])('attempts and start failures of $script', ({ script, attempts, startFailures }) => {
    const { sum } = fold(events(script));
    expect({ attempts: sum('attempts'), startFailures: sum('startFailures') }).toEqual({ attempts, startFailures });
  });

  it.each([
    { script: '0 PLAY, 60 STOP', endedAt: 60 },
    { script: '0 PLAY, 60 STOP, 70 HEARTBEAT', endedAt: 60 },
    { script: '0 PLAY, 60 ERROR', endedAt: 60 },
    { script: '0 PLAY, 60 STOP, 70 PLAY', endedAt: null },
    { script: '0 PLAY, 60 PAUSE', endedAt: null },
  ])('$script ended at $endedAt', ({ script, endedAt }) => {
    expect(fold(events(script)).session.endedAt).toBe(endedAt === null ? null : endedAt * SECOND_MS);
  });

  it('books a stretch where its first event lies, in the setting of that event', () => {
    const [first, second] = events('0 PLAYING, 30 STOP');
    if (!first || !second) throw new Error('two events');
    const moved = { ...second, setting: { ...SETTING, region: 'DE', contentId: 'title-2' } };
    expect(fold([first, moved]).bookings).toEqual([
      { at: 0, setting: SETTING, watchMs: 30_000, rebufferMs: 0, attempts: 0, startFailures: 0 },
    ]);
  });

  it('a failure to start is booked where PLAY lies', () => {
    const { bookings } = fold(events('10 PLAY, 70 ERROR'));
    expect(bookings.map(({ at, attempts, startFailures }) => ({ at, attempts, startFailures }))).toEqual([
      { at: 10_000, attempts: 1, startFailures: 0 },
      { at: 10_000, attempts: 0, startFailures: 1 },
    ]);
  });

  it('gives the same in pieces as at once, and never more time than there was', () => {
    const anEvent = fc.record({ seconds: fc.nat({ max: 20_000 }), eventType: fc.constantFrom(...PLAYBACK_EVENT_TYPES) });
    fc.assert(
      fc.property(fc.array(anEvent, { minLength: 1, maxLength: 40 }), fc.nat(), (drafts, cut) => {
        const list = events(drafts.map(({ seconds, eventType }) => `${seconds} ${eventType}`).join(', ')).toSorted(bySessionOrder);
        const whole = fold(list);
        const at = cut % list.length;
        const bookings: Booking[] = [];
        const first = at === 0 ? null : foldSession(null, list.slice(0, at), (booking) => bookings.push(booking));
        const second = foldSession(first, list.slice(at), (booking) => bookings.push(booking));
        expect({ session: second, bookings }).toEqual({ session: whole.session, bookings: whole.bookings });
        const span = (list.at(-1)?.at ?? 0) - (list[0]?.at ?? 0);
        expect(whole.session.watchMs + whole.session.rebufferMs).toBeLessThanOrEqual(span);
        expect(whole.sum('startFailures')).toBeLessThanOrEqual(whole.sum('attempts'));
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { ipPrefix } from '#domain/ip-prefix.ts';
import { isAuthFailure, isPlaybackError } from '#domain/playback-event.ts';
import { DEFAULT_EVENT_TIME_LIMITS } from '#ingest/ingest-limits.ts';
import { judgeEvent } from '#ingest/judging/judge-event.ts';
import { receive } from '#ingest/judging/reception.ts';
import { createTraffic, type TrafficOptions } from '#simulator/create-traffic.ts';
import type { SimulatedEvent } from '#simulator/simulated-event.ts';

const startedAt = new Date('2026-01-02T12:00:00.000Z');
const traffic = (events: number, options: Partial<TrafficOptions> = {}): readonly SimulatedEvent[] =>
  createTraffic({ seed: 1, viewers: 100, startedAt, ...options })
    .take(events)
    .toArray();

/** Ten minutes of a thousand viewers, and of the smallest audience. */
const evening = traffic(60_000, { viewers: 1000 });
const moments = traffic(2000);
const groupBy = (events: readonly SimulatedEvent[], key: (event: SimulatedEvent) => string | null | undefined) =>
  Array.from(Map.groupBy(events, (event) => key(event) ?? null)).filter(([group]) => group !== null);
const shareOf = (count: number, events: readonly SimulatedEvent[]): number => count / events.length;

const withoutIds = ({ eventId: _e, sessionId: _s, ...rest }: SimulatedEvent) => rest;

describe('traffic', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(traffic(3000)).toEqual(traffic(3000));
    expect(traffic(3000, { seed: 2 })).not.toEqual(traffic(3000));
  });

  it('tells the same story in another run, under other ids', () => {
    const [one, two] = [traffic(1000, { runId: 'a' }), traffic(1000, { runId: 'b' })];
    expect(one.map(withoutIds)).toEqual(two.map(withoutIds));
    expect(new Set([...one, ...two].map(({ eventId }) => eventId)).size).toBe(2000);
  });

  it('goes forward in time, at even distances', () => {
    const times = traffic(100, { eventsPerSecond: 10 }).map(({ timestamp }) => Date.parse(timestamp));
    expect(times).toEqual(Array.from({ length: 100 }, (_, i) => startedAt.getTime() + 100 * i));
  });

  it('passes every check of the front door, without a warning', () => {
    const terms = { source: 'demo', reception: receive(new Date('2026-01-02T12:20:00.000Z'), null), limits: DEFAULT_EVENT_TIME_LIMITS };
    const { reception } = terms;
    if (reception === null) throw new Error('no sentAt was given');
    for (const event of [...evening, ...moments, ...traffic(5000, { seed: 99, viewers: 5000 })]) {
      expect(judgeEvent(event, { ...terms, reception })).toMatchObject({ kind: 'accepted', warnings: [] });
    }
  });

  it('begins playback before it goes on, and never plays past the end', () => {
    for (const [, session] of groupBy(evening, ({ sessionId }) => sessionId)) {
      expect(session[0]?.eventType).toBe('PLAY');
      expect(session.every(({ positionMs, durationMs }) => (positionMs ?? -1) >= 0 && (positionMs ?? 0) <= (durationMs ?? 0))).toBe(true);
    }
  });

  it('gives every screen a type of event of its own kind', () => {
    const types = new Set(evening.map(({ eventType }) => eventType));
    expect(types.size).toBeGreaterThanOrEqual(18);
  });

  it('is made faster than any server takes it', () => {
    const begin = performance.now();
    traffic(50_000, { viewers: 5000 });
    expect(performance.now() - begin).toBeLessThan(3000);
  });
});

describe.each([
  ['ten minutes of a thousand viewers', evening],
  ['two thousand events of a hundred viewers', moments],
])('in %s there is', (_name, events) => {
  it('missing consent where it is needed, in one to three percent', () => {
    const consentRegions = new Set(
      events.filter(({ isEu, region }) => isEu || region === 'GB' || region === 'NO').map(({ region }) => region),
    );
    const missing = events.filter(({ region, hasConsent }) => consentRegions.has(region) && hasConsent !== true);
    expect(shareOf(missing.length, events)).toBeGreaterThan(0.01);
    expect(shareOf(missing.length, events)).toBeLessThan(0.03);
  });

  it('a child without the consent of a parent, and an event that says neither who watches nor whether they agreed', () => {
    expect(
      events.some(({ ageBand, hasConsent, region }) => ageBand === 'UNDER_13' && hasConsent === null && region.startsWith('US-')),
    ).toBe(true);
    expect(
      events.some(
        ({ userId, hasConsent, isEu, region }) => (isEu || region === 'GB' || region === 'NO') && (userId ?? hasConsent ?? null) === null,
      ),
    ).toBe(true);
  });

  it('consent to disclosure with nearly every ad in the United States', () => {
    const ads = events.filter(({ region, eventType }) => region.startsWith('US-') && eventType === 'AD_START');
    const without = ads.filter(({ consent }) => consent?.videoDisclosureConsentAt === undefined);
    expect(ads.length).toBeGreaterThan(0);
    expect(shareOf(without.length, ads)).toBeLessThan(0.15);
  });

  it('an account in more than 2 regions and more than 3 networks', () => {
    const shared = groupBy(events, ({ userId }) => userId).filter(
      ([, own]) => distinct(own.map(({ region }) => region)) > 2 && distinct(own.map(({ ipAddress }) => ipPrefix(ipAddress ?? ''))) > 3,
    );
    expect(shared.length).toBeGreaterThanOrEqual(1);
    expect(shareOf(shared.flatMap(([, own]) => own).length, events)).toBeLessThan(0.06);
  });

  it('a broken title, and no healthy one that looks like it', () => {
    const failing = groupBy(events, ({ contentId }) => contentId).filter(([, own]) => own.length >= 20 && errorRate(own) >= 0.2);
    expect(failing.length).toBeGreaterThanOrEqual(1);
    expect(failing.every(([title]) => title?.startsWith('movie_broken'))).toBe(true);
  });

  it('a broken device, and few others that look like it', () => {
    const failing = groupBy(events, ({ deviceId }) => deviceId).filter(([, own]) => own.length >= 10 && errorRate(own) >= 0.5);
    expect(failing.length).toBeGreaterThanOrEqual(1);
    expect(shareOf(failing.flatMap(([, own]) => own).length, events)).toBeLessThan(0.03);
  });

  it('an account whose password is guessed', () => {
    const guessed = groupBy(events.filter(isAuthFailure), ({ userId }) => userId).filter(([, own]) => own.length >= 5);
    expect(guessed.length).toBeGreaterThanOrEqual(1);
  });

  it('an event without viewer and one without device', () => {
    expect(events.some(({ userId }) => userId === undefined)).toBe(true);
    expect(events.some(({ deviceId }) => deviceId === undefined)).toBe(true);
  });
});

it('a large audience has a client that sends more than 600 events an hour, and few who do', () => {
  const hectic = groupBy(evening, ({ deviceId }) => deviceId).filter(([, own]) => own.length > 600);
  expect(hectic).toHaveLength(1);
});

const distinct = (values: readonly unknown[]): number => new Set(values).size;
const errorRate = (events: readonly SimulatedEvent[]): number => events.filter(isPlaybackError).length / events.length;

import { describe, expect, it } from 'vitest';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import { createMemoryActivityWindows } from '#facts/memory-activity-windows.ts';
import { centroidOf } from '#scoring/geo/country-centroids.ts';
import { distanceKm } from '#scoring/geo/distance-km.ts';
import type { Rule, RuleInput } from '#scoring/rule.ts';
import { concurrentSessions } from '#scoring/rules/concurrent-sessions.ts';
import { impossibleTravel } from '#scoring/rules/impossible-travel.ts';
import { regionIpMismatch } from '#scoring/rules/region-ip-mismatch.ts';
import { aRuleInput } from '../../support/a-rule-input.ts';
import { NOON, anIdentifiedEvent } from '../../support/builders.ts';
import { aHistory, someFacts } from '../../support/facts.ts';
import { type Told, lastOf, observe } from '../../support/observations.ts';

const HOUR = 3_600_000;

const checked = <P>(rule: Rule<P>, input: Partial<RuleInput>, event: Partial<PlaybackEvent> = {}, parameters: Partial<P> = {}) =>
  rule.check({ ...aRuleInput({ identified: anIdentifiedEvent(event) }), ...input }, { ...rule.defaults, ...parameters });

const middleOf = (country: string) => centroidOf(country) ?? { latitude: 0, longitude: 0 };
/** How long the way takes at 1,000 km/h. */
const wayMs = (a: string, b: string): number => distanceKm(middleOf(a), middleOf(b)) * 3_600;

const after = (country: string, ms: number) => {
  const viewer = aHistory({ otherCountries: [{ country, at: NOON.getTime() - ms }] });
  return checked(impossibleTravel, { ipCountry: 'NL', facts: someFacts({ viewer }) });
};

describe('impossible-travel', () => {
  it.each([
    ['US', wayMs('NL', 'US') + 1, null],
    ['US', wayMs('NL', 'US'), null],
    ['US', wayMs('NL', 'US') - 1_000, '1000 km/h'],
    ['US', 0, 'at once'],
    ['US', -(wayMs('NL', 'US') - 1_000), '1000 km/h'],
    ['BE', 0, null],
    ['DE', 0, 'at once'],
    ['AQ', 0, null],
  ])('from %s within %d ms observes %s', (country, ms, observed) => {
    expect(after(country, ms)?.observed ?? null).toBe(observed);
  });

  it.each([
    [0, false],
    [0.001, true],
  ])('needs more kilometres than the limit: %d more', (more, fires) => {
    const distanceKmMin = distanceKm(middleOf('NL'), middleOf('DE')) - more;
    const viewer = aHistory({ otherCountries: [{ country: 'DE', at: NOON.getTime() }] });
    const seen = checked(impossibleTravel, { ipCountry: 'NL', facts: someFacts({ viewer }) }, {}, { distanceKmMin });
    expect(seen !== null).toBe(fires);
  });

  it('knows neighbours nearer than 300 km from those further away', () => {
    expect(distanceKm(middleOf('NL'), middleOf('BE'))).toBeLessThan(300);
    expect(distanceKm(middleOf('NL'), middleOf('DE'))).toBeGreaterThan(300);
  });

  it('names the longest of several ways, its ends in their order, and the time between', () => {
    const seen = [
      { country: 'DE', at: NOON.getTime() - 60_000 },
      { country: 'JP', at: NOON.getTime() - 2 * HOUR },
    ];
    const facts = someFacts({ viewer: aHistory({ otherCountries: seen }) });
    expect(checked(impossibleTravel, { ipCountry: 'NL', facts })?.explanation).toMatch(
      /^Seen in JP and NL, about 9\d{3} km apart, within 2 h/,
    );
  });

  it.each<[what: string, fires: boolean, told: readonly Told[]]>([
    [
      'within the day',
      true,
      [
        { minute: 0, ipCountry: 'NL' },
        { minute: 60, ipCountry: 'JP' },
      ],
    ],
    [
      'told late',
      true,
      [
        { minute: 60, ipCountry: 'JP' },
        { minute: 0, ipCountry: 'NL', latenessMs: HOUR },
      ],
    ],
    [
      'after a flight',
      false,
      [
        { minute: 0, ipCountry: 'NL' },
        { minute: 600, ipCountry: 'JP' },
      ],
    ],
    [
      'with a network nobody knows',
      false,
      [
        { minute: 0, ipCountry: 'NL' },
        { minute: 1, ipCountry: null },
      ],
    ],
  ])('in event time, %s: %s', async (_what, fires, told) => {
    const windows = createMemoryActivityWindows();
    for (const [index, one] of told.slice(0, -1).entries()) await observe(windows, { entryId: `${index}`, ...one });
    const last = told.at(-1) ?? { minute: 0 };
    const facts = lastOf(await observe(windows, { entryId: 'last', ...last }));
    const event = { occurredAt: new Date(NOON.getTime() + last.minute * 60_000) };
    expect(checked(impossibleTravel, { ipCountry: last.ipCountry ?? null, facts }, event) !== null).toBe(fires);
  });
});

describe('concurrent-sessions', () => {
  it.each([
    ['FREE', 1],
    ['BASIC', 1],
    ['TRIAL', 1],
    ['STANDARD', 2],
    ['PREMIUM', 4],
    ['VIP', 4],
    [null, 1],
  ] as const)('of the plan %s are %i, and no more', (subscriptionPlan, allowed) => {
    const during = (sessions: number) =>
      checked(concurrentSessions, { facts: someFacts({ viewer: aHistory({ sessions }) }) }, { subscriptionPlan })?.observed ?? null;
    expect([during(allowed - 1), during(allowed), during(allowed + 1)]).toEqual([null, null, `${allowed + 1} sessions`]);
  });

  it('cannot be many without a viewer', () => {
    expect(checked(concurrentSessions, { viewerId: null, facts: someFacts({ viewer: null }) })).toBeNull();
  });

  it.each<[what: string, fires: boolean, before: readonly Told[]]>([
    [
      'three in progress',
      true,
      [
        { minute: 1, sessionId: 'a' },
        { minute: 2, sessionId: 'b' },
      ],
    ],
    [
      'three, told in another order',
      true,
      [
        { minute: 2, sessionId: 'b' },
        { minute: 1, sessionId: 'a', latenessMs: HOUR },
      ],
    ],
    [
      'one of three silent for longer than five minutes',
      false,
      [
        { minute: 0, sessionId: 'a' },
        { minute: 2, sessionId: 'b' },
      ],
    ],
    [
      'one of three ended',
      false,
      [
        { minute: 1, sessionId: 'a' },
        { minute: 2, sessionId: 'b', isSessionEnd: true },
      ],
    ],
  ])('in event time, %s: %s', async (_what, fires, before) => {
    const windows = createMemoryActivityWindows();
    for (const [index, one] of before.entries()) await observe(windows, { entryId: `${index}`, ...one });
    const facts = lastOf(await observe(windows, { minute: 5.5, sessionId: 'own', entryId: 'last' }));
    expect(checked(concurrentSessions, { facts }, { subscriptionPlan: 'STANDARD' }) !== null).toBe(fires);
  });
});

describe('region-ip-mismatch', () => {
  it.each([
    ['NL', 'NL', false],
    ['US-CA', 'US', false],
    ['US-PR', 'PR', false],
    ['FR', 'GP', false],
    ['GP', 'FR', false],
    ['NL', null, false],
    ['NL', 'DE', true],
    ['US-CA', 'CA', true],
  ])('of the region %s and a network in %s: %s', (region, ipCountry, fires) => {
    expect(checked(regionIpMismatch, { ipCountry }, { region }) !== null).toBe(fires);
  });
});

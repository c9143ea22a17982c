import { describe, expect, it } from 'vitest';
import type { ConsentSignals } from '#domain/consent.ts';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import { NO_PREFERENCES, type PrivacyPreferences } from '#domain/privacy-preferences.ts';
import { decideConsent } from '#privacy/consent/decide-consent.ts';
import { digitalAgeOfConsent } from '#privacy/digital-age-of-consent.ts';
import type { Rule } from '#scoring/rule.ts';
import { childWithoutParentalConsent } from '#scoring/rules/child-without-parental-consent.ts';
import { saleOptOutIgnored } from '#scoring/rules/sale-opt-out-ignored.ts';
import { videoDisclosureWithoutConsent } from '#scoring/rules/video-disclosure-without-consent.ts';
import { NOON, anIdentifiedEvent } from '../../support/builders.ts';
import { someFacts } from '../../support/facts.ts';

const DAY_MS = 86_400_000;
const NO_SIGNALS: ConsentSignals = { tcString: null, gppString: null, usPrivacy: null, gpc: null, videoDisclosureConsentAt: null };
const signals = (given: Partial<ConsentSignals>): ConsentSignals => ({ ...NO_SIGNALS, ...given });

const fires = <P>(rule: Rule<P>, told: Partial<PlaybackEvent>, preferences: Partial<PrivacyPreferences> = {}): boolean => {
  const identified = anIdentifiedEvent(told);
  const { consent: given, hasConsent, region, ageBand, occurredAt } = identified.event;
  const consent = decideConsent({ signals: given, hasConsent, region, ageBand, on: occurredAt });
  return (
    rule.check({ ...identified, facts: someFacts(), consent, preferences: { ...NO_PREFERENCES, ...preferences } }, rule.defaults) !== null
  );
};

describe('sale-opt-out-ignored', () => {
  const ad = { eventType: 'AD_START', region: 'US-CA', consent: signals({ gpc: true }) } as const;
  it.each<[what: string, expected: boolean, told: Partial<PlaybackEvent>, preferences?: Partial<PrivacyPreferences>]>([
    ['an ad after GPC in California', true, ad],
    ['the end of an ad', true, { ...ad, eventType: 'AD_END' }],
    ['a heartbeat', false, { ...ad, eventType: 'HEARTBEAT' }],
    ['no opt-out', false, { ...ad, consent: null }],
    ['a US Privacy opt-out', true, { ...ad, consent: signals({ usPrivacy: '1YYN' }) }],
    ['a US Privacy string without opt-out', false, { ...ad, consent: signals({ usPrivacy: '1YNN' }) }],
    ['a state without such a law', false, { ...ad, region: 'US-AL' }],
    ['Maryland before its day', false, { ...ad, region: 'US-MD', occurredAt: new Date('2026-03-31T12:00:00Z') }],
    ['Maryland on its day', true, { ...ad, region: 'US-MD', occurredAt: new Date('2026-04-01T12:00:00Z') }],
    [
      'a preference',
      true,
      { ...ad, consent: null },
      { saleOptOut: true, saleOptOutSince: new Date(NOON.getTime() - 1), updatedAt: new Date(NOON.getTime() + 1) },
    ],
    ['a preference that came later', false, { ...ad, consent: null }, { saleOptOut: true, saleOptOutSince: NOON }],
  ])('for %s: %s', (_what, expected, told, preferences) => {
    expect(fires(saleOptOutIgnored, told, preferences)).toBe(expected);
  });
});

const consentOf = (at: string | number): Partial<PlaybackEvent> => ({ consent: signals({ videoDisclosureConsentAt: new Date(at) }) });

describe('video-disclosure-without-consent', () => {
  it.each<[what: string, expected: boolean, told: Partial<PlaybackEvent>]>([
    ['no consent', true, {}],
    ['consent two years before', false, consentOf('2024-03-10T12:00:00.000Z')],
    ['consent a moment longer before', true, consentOf('2024-03-10T11:59:59.999Z')],
    ['consent of yesterday', false, consentOf(NOON.getTime() - DAY_MS)],
    ['consent of tomorrow', true, consentOf(NOON.getTime() + DAY_MS)],
    ['another country', false, { region: 'CA' }],
    ['an event that discloses nothing', false, { eventType: 'HEARTBEAT' }],
    ['no person', false, { userId: null }],
    ['no title', false, { contentId: null }],
  ])('for %s: %s', (_what, expected, told) => {
    expect(fires(videoDisclosureWithoutConsent, { eventType: 'AD_START', region: 'US-NY', ...told })).toBe(expected);
  });
});

describe('child-without-parental-consent', () => {
  it.each([
    ['US-NY', 'UNDER_13', null, true],
    ['US-NY', 'UNDER_13', false, true],
    ['US-NY', 'UNDER_13', true, false],
    ['US-NY', 'AGE_13_15', null, false],
    ['DE', 'UNDER_13', false, true],
    ['DE', 'AGE_13_15', false, true],
    ['DE', 'AGE_13_15', true, false],
    ['DE', 'AGE_16_17', false, false],
    ['FR', 'AGE_13_15', false, false],
    ['RE', 'AGE_13_15', false, false],
    ['AX', 'AGE_13_15', false, false],
    ['SE', 'UNDER_13', null, true],
    ['GB', 'AGE_13_15', false, false],
    ['GB', 'UNDER_13', false, true],
    ['NL', 'ADULT', false, false],
    ['NL', null, false, false],
    ['JP', 'UNDER_13', null, false],
  ] as const)('in %s, %s, consent %s: %s', (region, ageBand, hasConsent, expected) => {
    expect(fires(childWithoutParentalConsent, { region, ageBand, hasConsent })).toBe(expected);
  });

  it.each([
    ['DE', 16],
    ['FR', 15],
    ['DK', 15],
    ['ES', 14],
    ['SE', 13],
    ['GB', 13],
    ['RE', 15],
    ['GP', 15],
    ['AX', 13],
  ])('knows that in %s children consent from %i on', (country, age) => {
    expect(digitalAgeOfConsent(country)).toMatchObject({ age, citations: [{ label: expect.stringContaining('art. 8') }] });
  });
});

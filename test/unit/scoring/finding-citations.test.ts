import { describe, expect, it } from 'vitest';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import { consentOfEvent } from '#privacy/consent/consent-of-event.ts';
import { citedLaw } from '#privacy/law/cited-law.ts';
import { LAW } from '#privacy/law/law.ts';
import { CATALOGUE } from '#scoring/catalogue.ts';
import { findingCitations } from '#scoring/finding-citations.ts';
import { createRuleset } from '#scoring/ruleset.ts';
import { scoreEvent } from '#scoring/score-event.ts';
import { NO_PREFERENCES } from '#domain/privacy-preferences.ts';
import { NOON, anIdentifiedEvent } from '../../support/builders.ts';
import { someSignals } from '../../support/consent-signals.ts';
import { someFacts } from '../../support/facts.ts';

const LONG_AGO = new Date(0);
const preferences = { ...NO_PREFERENCES, doNotTrackSince: LONG_AGO, deletionRequestedAt: LONG_AGO };

/** What a finding of this rule rests on, for this event; null when there is none. */
const citedBy = (
  key: string,
  told: Partial<PlaybackEvent>,
): { readonly law: readonly string[]; readonly labels: readonly string[] } | null => {
  const rule = CATALOGUE.find((one) => one.key === key);
  if (rule === undefined) throw new Error(`no rule ${key}`);
  const identified = anIdentifiedEvent({ hasConsent: false, ...told });
  const consent = consentOfEvent(identified.event, identified.event.consent);
  const { findings } = scoreEvent(createRuleset([rule]), { ...identified, facts: someFacts(), consent, preferences }, NOON);
  const [finding] = findings;
  return finding === undefined
    ? null
    : { law: finding.law ?? [], labels: findingCitations(finding, rule.citations).map(({ label }) => label) };
};

describe('a finding cites the law of its region and day', () => {
  it.each<[rule: string, told: Partial<PlaybackEvent>, law: readonly string[], cites: readonly string[], not: readonly string[]]>([
    [
      'eu-missing-consent',
      { region: 'NL' },
      ['gdpr-eu-1', 'eprivacy-eu-1'],
      ['GDPR art. 6(1)(a), 7', 'ePrivacy Directive 2002/58/EC art. 5(3)'],
      ['PECR reg. 6'],
    ],
    ['eu-missing-consent', { region: 'NO' }, ['gdpr-eea-efta-1', 'eprivacy-eea-efta-1'], ['EEA Joint Committee Decision 154/2018'], []],
    [
      'eu-missing-consent',
      { region: 'GB', occurredAt: new Date('2026-01-15T12:00:00Z') },
      ['uk-gdpr-1'],
      ['PECR reg. 6'],
      ['Data (Use and Access) Act 2025 s. 112, sch. 12 (PECR sch. A1)', 'GDPR art. 6(1)(a), 7'],
    ],
    [
      'eu-missing-consent',
      { region: 'GB', occurredAt: new Date('2026-02-05T12:00:00Z') },
      ['uk-gdpr-2-duaa-2025'],
      ['Data (Use and Access) Act 2025 s. 112, sch. 12 (PECR sch. A1)'],
      [],
    ],
    [
      'sale-opt-out-ignored',
      { region: 'US-CO', eventType: 'AD_START', consent: someSignals({ gpc: true }) },
      ['us-opt-out-signal-co-1'],
      ['Colorado Privacy Act, C.R.S. 6-1-1306(1)(a)(IV)'],
      ['11 CCR 7025, 7026'],
    ],
    [
      'sale-opt-out-ignored',
      { region: 'US-CA', eventType: 'AD_START', consent: someSignals({ gpc: true }) },
      ['ccpa-3-regulations-2026', 'us-opt-out-signal-ca-1'],
      ['Cal. Civ. Code 1798.120'],
      [],
    ],
    [
      'video-disclosure-without-consent',
      { region: 'US-NY', eventType: 'AD_START' },
      ['vppa-2-amendments-2012'],
      ['18 U.S.C. 2710(b)(2)(B)'],
      [],
    ],
    ['child-without-parental-consent', { region: 'US-NY', ageBand: 'UNDER_13' }, ['coppa-1'], ['16 CFR 312.5'], ['GDPR art. 8']],
    [
      'child-without-parental-consent',
      { region: 'FR', ageBand: 'UNDER_13' },
      ['digital-age-fr-1', 'gdpr-eu-1'],
      ['GDPR art. 8(1); Loi 78-17, art. 45', 'GDPR art. 8'],
      ['16 CFR 312.5'],
    ],
    [
      'do-not-track-ignored',
      { region: 'DE' },
      ['gdpr-eu-1'],
      ['GDPR art. 21: right to object', 'W3C Tracking Preference Expression (DNT)'],
      ['UK GDPR art. 21: right to object'],
    ],
    ['do-not-track-ignored', { region: 'JP' }, [], ['W3C Tracking Preference Expression (DNT)'], ['GDPR art. 21: right to object']],
    [
      'deletion-requested-ignored',
      { region: 'US-CA' },
      ['ccpa-3-regulations-2026'],
      ['Cal. Civ. Code 1798.105: right to delete'],
      ['GDPR art. 17: right to erasure'],
    ],
  ])('%s of %j', (rule, told, law, cites, not) => {
    const cited = citedBy(rule, told);
    expect(cited?.law).toEqual(law);
    expect(cited?.labels).toEqual(expect.arrayContaining([...cites]));
    for (const label of not) expect(cited?.labels).not.toContain(label);
  });

  it('and each place once', () => {
    const labels = citedBy('eu-missing-consent', { region: 'NL' })?.labels ?? [];
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('by versions that name one entry each, for ever', () => {
    expect(new Set(LAW.map(({ version }) => version)).size).toBe(LAW.length);
    expect(citedLaw('gdpr-eu-1')?.regulation).toBe('GDPR');
    expect(citedLaw('digital-age-gb-1')).toMatchObject({
      regulation: 'UK_GDPR',
      citations: [{ label: 'UK GDPR art. 8(1); Data Protection Act 2018' }],
    });
    expect(citedLaw('unheard-of')).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import type { EventFacts } from '#domain/event-facts.ts';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import type { PrivacyPreferences } from '#domain/privacy-preferences.ts';
import { CATALOGUE } from '#scoring/catalogue.ts';
import { createRuleset } from '#scoring/ruleset.ts';
import { scoreEvent } from '#scoring/score-event.ts';
import { aRuleInput } from '../../support/a-rule-input.ts';
import { NOON, anIdentifiedEvent } from '../../support/builders.ts';
import { aHistory } from '../../support/facts.ts';

type Case = {
  readonly event?: Partial<PlaybackEvent>;
  readonly facts?: Partial<EventFacts>;
  readonly preferences?: Partial<PrivacyPreferences>;
};

const RULESET = createRuleset(CATALOGUE);
const assess = ({ event = {}, facts = {}, preferences = {} }: Case) =>
  scoreEvent(RULESET, aRuleInput({ identified: anIdentifiedEvent(event), facts, preferences }), NOON);
const firedBy = (given: Case) => assess(given).findings.map(({ ruleKey, points }) => [ruleKey, points]);

const viewer = (seen: Parameters<typeof aHistory>[0]): Case => ({ facts: { viewer: aHistory(seen) } });
const device = (seen: Parameters<typeof aHistory>[0]): Case => ({ facts: { device: aHistory(seen) } });
const content = (seen: Parameters<typeof aHistory>[0]): Case => ({ facts: { content: aHistory(seen) } });
const names = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `name-${index}`);

describe('a rule of the catalogue', () => {
  it.each<[rule: string, points: number, quiet: Case, firing: readonly Case[]]>([
    [
      'eu-missing-consent',
      60,
      { event: { region: 'US-CA', hasConsent: false } },
      [{ event: { hasConsent: false } }, { event: { hasConsent: null } }, { event: { region: 'GB', hasConsent: null } }],
    ],
    ['multi-region', 35, viewer({ regions: names(2) }), [viewer({ regions: names(3) })]],
    ['multi-ip', 30, viewer({ ipPrefixes: names(3) }), [viewer({ ipPrefixes: names(4) })]],
    ['high-frequency', 20, viewer({ events: 600 }), [viewer({ events: 601 })]],
    ['missing-identifier', 15, {}, [{ event: { userId: null } }, { event: { deviceId: null } }]],
    ['auth-failures', 50, viewer({ authFailures: 4 }), [viewer({ authFailures: 5 })]],
    [
      'content-error-rate',
      65,
      content({ events: 100, errors: 19 }),
      [content({ events: 100, errors: 20 }), content({ events: 20, errors: 4 })],
    ],
    ['content-error-rate', 65, content({ events: 19, errors: 19 }), [content({ events: 20, errors: 20 })]],
    ['device-error-rate', 65, device({ events: 100, errors: 49 }), [device({ events: 100, errors: 50 })]],
    ['device-error-rate', 65, device({ events: 9, errors: 9 }), [device({ events: 10, errors: 5 })]],
  ])('%s (%i points) fires at its limit and not below', (rule, points, quiet, firing) => {
    expect(firedBy(quiet)).toEqual([]);
    for (const given of firing) expect(firedBy(given)).toEqual([[rule, points]]);
  });

  it('finds nothing in an event with consent of an ordinary viewer', () => {
    expect(assess({})).toMatchObject({ score: 0, level: 'LOW', findings: [], skippedRules: [] });
  });

  it('says what it saw, against which limit, and under which law', () => {
    expect(assess({ event: { region: 'DE-BE', hasConsent: null } }).findings).toEqual([
      {
        ruleKey: 'eu-missing-consent',
        category: 'PRIVACY',
        points: 60,
        observed: 'no consent reported',
        threshold: 'consent given',
        explanation: expect.stringContaining('DE-BE'),
        regulations: ['GDPR', 'EPRIVACY'],
        law: ['gdpr-eu-1', 'eprivacy-eu-1'],
        error: null,
      },
    ]);
  });

  it('is silent about subjects an event does not name', () => {
    const facts = { viewer: null, device: null, content: null };
    expect(firedBy({ event: { userId: null, deviceId: null, contentId: null }, facts })).toEqual([['missing-identifier', 15]]);
  });

  it('asks for the window of its parameters', () => {
    const asked: number[] = [];
    const history = aHistory();
    const noting = { ...history, events: (windowMs: number) => (asked.push(windowMs), 1) };
    assess({ facts: { viewer: noting, device: noting, content: noting } });
    expect(asked.toSorted((a, b) => a - b)).toEqual([900_000, 900_000, 3_600_000]);
  });

  it.each(CATALOGUE.map((rule) => [rule.key, rule] as const))(
    '%s has a key, words, a weight from 0 to 100, and rests on something',
    (key, rule) => {
      expect(key).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(rule.name.length * rule.description.length).toBeGreaterThan(0);
      expect(rule.points >= 0 && rule.points <= 100).toBe(true);
      expect(rule.citations.length).toBeGreaterThan(0);
    },
  );

  it('has a key of its own', () => {
    expect(new Set(CATALOGUE.map(({ key }) => key)).size).toBe(CATALOGUE.length);
  });
});

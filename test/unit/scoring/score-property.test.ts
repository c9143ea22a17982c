import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AGE_BANDS, PLAYBACK_EVENT_TYPES, SUBSCRIPTION_PLANS } from '#domain/playback-event.ts';
import { RULE_MODES } from '#domain/rule-setting.ts';
import { CATALOGUE } from '#scoring/catalogue.ts';
import type { CatalogueRule, RuleInForce } from '#scoring/rule-in-force.ts';
import { createRuleset } from '#scoring/ruleset.ts';
import { scoreEvent } from '#scoring/score-event.ts';
import { aRuleInput } from '../../support/a-rule-input.ts';
import { NOON, anIdentifiedEvent } from '../../support/builders.ts';
import { someSignals } from '../../support/consent-signals.ts';
import { aHistory } from '../../support/facts.ts';

const HOUR_MS = 3_600_000;
const REGIONS = ['NL', 'GB', 'US-CA', 'US-NY', 'CA-QC', 'BR', 'JP'] as const;
const orNull = <T>(values: readonly T[]): fc.Arbitrary<T | null> => fc.option(fc.constantFrom(...values));
const aDate = fc.constantFrom(null, new Date(NOON.getTime() - HOUR_MS), new Date(NOON.getTime() + HOUR_MS));

const anyHistory = fc.option(
  fc
    .record({
      events: fc.integer({ min: 1, max: 1_000 }),
      failures: fc.nat({ max: 1_000 }),
      regions: fc.subarray([...REGIONS], { minLength: 1 }),
      ipPrefixes: fc.subarray(['203.0.113.0/24', '100.64.0.0/24', '100.64.1.0/24', '100.64.2.0/24', '100.64.3.0/24']),
      otherCountries: fc.array(fc.record({ country: fc.constantFrom('US', 'BR', 'JP', 'XX'), at: fc.constant(NOON.getTime() - HOUR_MS) })),
      sessions: fc.nat({ max: 8 }),
    })
    .map(aHistory),
);

const anyEvent = fc
  .record({
    eventType: fc.constantFrom(...PLAYBACK_EVENT_TYPES),
    region: fc.constantFrom(...REGIONS),
    userId: fc.constantFrom('user-1', null),
    deviceId: fc.constantFrom('device-1', null),
    hasConsent: orNull([true, false]),
    ageBand: orNull(AGE_BANDS),
    subscriptionPlan: orNull(SUBSCRIPTION_PLANS),
    consent: fc.option(fc.record({ gpc: orNull([true, false]), usPrivacy: orNull(['1YYN', '1YNN', 'nonsense']) }).map(someSignals)),
  })
  .chain((event) => orNull(['NL', 'US', 'BR']).map((ipCountry) => anIdentifiedEvent(event, { ipCountry })));

const anyInput = fc
  .record({
    identified: anyEvent,
    facts: fc.record({
      viewer: anyHistory,
      device: anyHistory,
      content: anyHistory,
      latenessMs: fc.constantFrom(0, HOUR_MS, 1.2 * HOUR_MS, 3 * HOUR_MS, 48 * HOUR_MS),
    }),
    preferences: fc.record({ doNotTrackSince: aDate, saleOptOut: fc.boolean(), deletionRequestedAt: aDate, updatedAt: aDate }),
  })
  .map(aRuleInput);

/** The catalogue with any mode and points for each rule, and the default parameters. */
const anyRules: fc.Arbitrary<readonly RuleInForce[]> = fc.tuple(...CATALOGUE.map((rule) => anySettingOf(rule)));

function anySettingOf(rule: CatalogueRule): fc.Arbitrary<RuleInForce> {
  const setting = fc.record({ mode: fc.constantFrom(...RULE_MODES), points: fc.nat({ max: 100 }) });
  return setting.map((drawn) => {
    const outcome = rule.withSetting({ ...drawn, parameters: rule.parameters });
    if (outcome.kind === 'refused') throw new Error(`${rule.key} refuses its own parameters`);
    return outcome.rule;
  });
}

describe('of any event, under any settings of the rules of the catalogue', () => {
  const assessed = fc.tuple(anyRules, anyInput).map(([rules, input]) => ({
    rules: new Map(rules.map((rule) => [rule.key, rule])),
    assessment: scoreEvent(createRuleset(rules), input, NOON),
  }));

  it('the score is the sum of the points of the findings, from 0 to 100', () => {
    fc.assert(
      fc.property(assessed, ({ assessment: { score, findings } }) => {
        const sum = findings.reduce((points, finding) => points + finding.points, 0);
        expect(sum).toBeGreaterThanOrEqual(0);
        expect(score).toBe(Math.min(100, sum));
      }),
      { numRuns: 1_000 },
    );
  });

  it('a finding has the points its LIVE rule is set to, but where the plan moves fewer', () => {
    fc.assert(
      fc.property(assessed, ({ rules, assessment: { findings, skippedRules, shadowRules } }) => {
        const unmoved = findings.filter(({ ruleKey }) => ruleKey !== 'plan-adjustment');
        expect(unmoved.map(({ points }) => points)).toEqual(unmoved.map(({ ruleKey }) => rules.get(ruleKey)?.points));
        for (const { ruleKey, points, error } of findings) {
          const rule = rules.get(ruleKey);
          expect(error).toBeNull();
          expect(rule?.mode).toBe('LIVE');
          expect(Math.abs(points)).toBeLessThanOrEqual(rule?.points ?? 0);
        }
        const told = [...findings.map(({ ruleKey }) => ruleKey), ...skippedRules, ...shadowRules];
        expect(new Set(told).size).toBe(told.length);
        expect(told.map((key) => rules.get(key)?.mode)).not.toContain('DISABLED');
      }),
    );
  });
});

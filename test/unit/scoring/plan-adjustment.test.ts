import { describe, expect, it } from 'vitest';
import type { SubscriptionPlan } from '#domain/playback-event.ts';
import { CATALOGUE } from '#scoring/catalogue.ts';
import { createRuleset } from '#scoring/ruleset.ts';
import { scoreEvent } from '#scoring/score-event.ts';
import { aRuleInput } from '../../support/a-rule-input.ts';
import { NOON, anIdentifiedEvent } from '../../support/builders.ts';
import { aHistory } from '../../support/facts.ts';

type Case = { readonly plan: SubscriptionPlan | null; readonly regions: number; readonly hasConsent?: boolean };

const assess = ({ plan, regions, hasConsent = true }: Case) => {
  const facts = { viewer: aHistory({ regions: Array.from({ length: regions }, (_, i) => `R${i}`) }) };
  return scoreEvent(
    createRuleset(CATALOGUE),
    aRuleInput({ identified: anIdentifiedEvent({ subscriptionPlan: plan, hasConsent }), facts }),
    NOON,
  );
};

describe('the subscription plan', () => {
  it.each<[SubscriptionPlan | null, number]>([
    ['PREMIUM', 30],
    ['VIP', 30],
    ['FREE', 40],
    ['TRIAL', 40],
    ['BASIC', 35],
    ['STANDARD', 35],
    [null, 35],
  ])('%s makes an account finding of 35 points a score of %i', (plan, score) => {
    const assessment = assess({ plan, regions: 3 });
    expect(assessment.score).toBe(score);
    expect(assessment.findings.map(({ points }) => points).reduce((sum, points) => sum + points, 0)).toBe(score);
  });

  it('is a finding of its own', () => {
    expect(assess({ plan: 'PREMIUM', regions: 3 }).findings).toMatchObject([
      { ruleKey: 'multi-region', points: 35 },
      { ruleKey: 'plan-adjustment', points: -5, category: 'ACCOUNT', observed: 'plan PREMIUM' },
    ]);
  });

  it.each<SubscriptionPlan>(['PREMIUM', 'FREE'])('%s moves nothing but account findings', (plan) => {
    expect(assess({ plan, regions: 1, hasConsent: false })).toMatchObject({ score: 60, findings: [{ ruleKey: 'eu-missing-consent' }] });
    expect(assess({ plan, regions: 1 })).toMatchObject({ score: 0, findings: [] });
  });

  it('takes no more than the account findings have', () => {
    const weak = CATALOGUE.map((rule) => (rule.key === 'multi-region' ? { ...rule, points: 3 } : rule));
    const facts = { viewer: aHistory({ regions: ['NL', 'DE', 'FR'] }) };
    const identified = anIdentifiedEvent({ subscriptionPlan: 'VIP', hasConsent: false });
    const { score } = scoreEvent(createRuleset(weak), aRuleInput({ identified, facts }), NOON);
    expect(score).toBe(60);
  });

  it('stands last in the catalogue, after all that it may move', () => {
    expect(CATALOGUE.at(-1)?.key).toBe('plan-adjustment');
  });
});

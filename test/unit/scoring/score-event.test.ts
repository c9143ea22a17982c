import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '#scoring/catalogue.ts';
import type { RuleInForce } from '#scoring/rule-in-force.ts';
import { createRuleset } from '#scoring/ruleset.ts';
import { scoreEvent } from '#scoring/score-event.ts';
import { aRuleInput } from '../../support/a-rule-input.ts';
import { NOON } from '../../support/builders.ts';

const HOUR = 3_600_000;

const aRule = (overrides: Partial<RuleInForce> = {}): RuleInForce => ({
  key: 'a-rule',
  name: 'A rule',
  description: 'Fires for every event.',
  category: 'ACCOUNT',
  subject: 'viewer',
  mode: 'LIVE',
  version: 1,
  updatedAt: null,
  points: 10,
  parameters: {},
  citations: [],
  windowMs: null,
  repeatAfterMs: 0,
  check: () => ({ observed: 'it', threshold: null, explanation: 'It was so.' }),
  ...overrides,
});

const assess = (rules: readonly RuleInForce[], latenessMs = 0) =>
  scoreEvent(createRuleset(rules), aRuleInput({ facts: { latenessMs } }), NOON);

describe('a score', () => {
  it.each([
    [0, 'LOW'],
    [29, 'LOW'],
    [30, 'MEDIUM'],
    [59, 'MEDIUM'],
    [60, 'HIGH'],
    [84, 'HIGH'],
    [85, 'CRITICAL'],
    [100, 'CRITICAL'],
  ])('of %i is %s', (points, level) => {
    expect(assess([aRule({ points })])).toMatchObject({ score: points, level });
  });

  it('is the sum of the points of its findings, at most 100', () => {
    const rules = fc.array(fc.record({ points: fc.nat({ max: 100 }), doesFire: fc.boolean() }), { maxLength: 12 });
    fc.assert(
      fc.property(rules, (drawn) => {
        const inForce = drawn.map(({ points, doesFire }) => aRule({ points, ...(doesFire ? {} : { check: () => null }) }));
        const { score, findings } = assess(inForce);
        expect(findings).toHaveLength(drawn.filter(({ doesFire }) => doesFire).length);
        expect(score).toBe(
          Math.min(
            100,
            findings.reduce((sum, { points }) => sum + points, 0),
          ),
        );
      }),
    );
  });

  it('gets nothing from a rule that throws but its error, and everything from the others', () => {
    const failing = aRule({
      key: 'failing',
      points: 50,
      check: () => {
        throw new RangeError('no such thing');
      },
    });
    const { score, findings } = assess([failing, aRule()]);
    expect(score).toBe(10);
    expect(findings).toMatchObject([
      { ruleKey: 'failing', points: 0, error: 'RangeError' },
      { ruleKey: 'a-rule', points: 10, error: null },
    ]);
  });

  it.each([
    [0, []],
    [2 * HOUR, []],
    [2 * HOUR + 1, ['window']],
  ])('of an event %i ms late skips the rules %j', (latenessMs, skippedRules) => {
    const { score, skippedRules: skipped } = assess([aRule(), aRule({ key: 'window', windowMs: HOUR, points: 20 })], latenessMs);
    expect(skipped).toEqual(skippedRules);
    expect(score).toBe(skippedRules.length === 0 ? 30 : 10);
  });

  it('shares its empty lists between events that nothing was found in', () => {
    expect(assess([]).findings).toBe(assess([]).findings);
    expect(assess([]).skippedRules).toBe(assess([]).skippedRules);
  });
});

describe('the version of a ruleset', () => {
  it('is the same for the same rules', () => {
    expect(createRuleset(CATALOGUE).version).toMatch(/^default-[0-9a-f]{8}$/);
    expect(createRuleset([aRule()]).version).toBe(createRuleset([aRule({ name: 'Other words' })]).version);
  });

  it.each<[what: string, other: Partial<RuleInForce>]>([
    ['key', { key: 'another-rule' }],
    ['points', { points: 11 }],
    ['parameters', { parameters: { limit: 1 } }],
  ])('changes with the %s of a rule', (_what, other) => {
    expect(createRuleset([aRule(other)]).version).not.toBe(createRuleset([aRule()]).version);
  });

  it('changes with the levels', () => {
    expect(createRuleset([aRule()], { medium: 20, high: 60, critical: 85 }).version).not.toBe(createRuleset([aRule()]).version);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AGE_BANDS, PLAYBACK_EVENT_TYPES, SUBSCRIPTION_PLANS } from '#domain/playback-event.ts';
import { RULE_MODES, RULE_PRESET_NAMES, type RuleSetting } from '#domain/rule-setting.ts';
import { CATALOGUE } from '#scoring/catalogue.ts';
import { putInForce } from '#scoring/put-in-force.ts';
import { presetSettings, RULE_PRESETS } from '#scoring/rule-preset.ts';
import { createRuleset } from '#scoring/ruleset.ts';
import { scoreEvent } from '#scoring/score-event.ts';
import { aRuleInput } from '../../support/a-rule-input.ts';
import { NOON, anIdentifiedEvent } from '../../support/builders.ts';
import { aHistory } from '../../support/facts.ts';

const ruleOf = (key: string) => {
  const rule = CATALOGUE.find((candidate) => candidate.key === key);
  if (rule === undefined) throw new Error(`no rule ${key}`);
  return rule;
};

const aSetting = (setting: Partial<RuleSetting>): RuleSetting => ({
  key: 'multi-region',
  mode: 'LIVE',
  points: 35,
  parameters: {},
  version: 2,
  updatedAt: NOON,
  ...setting,
});

const inManyRegions = aRuleInput({ facts: { viewer: aHistory({ regions: ['NL', 'DE', 'FR'] }) } });
const scoredWith = (setting: Partial<RuleSetting>) =>
  scoreEvent(createRuleset(putInForce(CATALOGUE, [aSetting(setting)]).rules), inManyRegions, NOON);

describe('settings of a rule', () => {
  it.each<[string, Partial<RuleSetting>, number, string[], readonly string[]]>([
    ['LIVE', {}, 35, ['multi-region'], []],
    ['LIVE with other points', { points: 50 }, 50, ['multi-region'], []],
    ['LIVE with a higher limit', { parameters: { regionsMax: 3 } }, 0, [], []],
    ['SHADOW', { mode: 'SHADOW' }, 0, [], ['multi-region']],
    ['SHADOW with a higher limit', { mode: 'SHADOW', parameters: { regionsMax: 3 } }, 0, [], []],
    ['DISABLED', { mode: 'DISABLED' }, 0, [], []],
  ])('%s: it counts as such', (_name, setting, score, findings, shadowRules) => {
    const assessment = scoredWith(setting);
    expect(assessment.score).toBe(score);
    expect(assessment.findings.map(({ ruleKey }) => ruleKey)).toEqual(findings);
    expect(assessment.shadowRules).toEqual(shadowRules);
  });

  it('leave parameters that they do not name at their default', () => {
    const outcome = ruleOf('multi-region').withSetting(aSetting({ parameters: { regionsMax: 5 } }));
    expect(outcome).toMatchObject({ kind: 'rule', rule: { parameters: { regionsMax: 5, windowMs: 3_600_000 }, version: 2 } });
  });

  it.each<[string, Partial<RuleSetting>, readonly (readonly string[])[]]>([
    ['points above 100', { points: 101 }, [['points']]],
    ['points below 0', { points: -1 }, [['points']]],
    ['half a point', { points: 0.5 }, [['points']]],
    ['a parameter out of range', { parameters: { regionsMax: 0 } }, [['parameters', 'regionsMax']]],
    ['a parameter of another type', { parameters: { windowMs: '1 h' } }, [['parameters', 'windowMs']]],
    ['an unknown parameter', { parameters: { regions: 2 } }, [['parameters', 'regions']]],
    [
      'several at once',
      { points: 200, parameters: { regionsMax: 0, more: 1 } },
      [['points'], ['parameters', 'regionsMax'], ['parameters', 'more']],
    ],
  ])('are refused for %s, with the path', (_name, setting, paths) => {
    const outcome = ruleOf('multi-region').withSetting(aSetting(setting));
    expect(outcome.kind === 'refused' && outcome.issues.map(({ path }) => path)).toEqual(paths);
  });

  it('that fit no more are passed over and named; those of a rule that is gone are forgotten', () => {
    const settings = [aSetting({ parameters: { regionsMax: 'two' } }), aSetting({ key: 'long-gone' })];
    const { rules, refused } = putInForce(CATALOGUE, settings);
    expect(refused).toEqual(['multi-region']);
    expect(rules.find(({ key }) => key === 'multi-region')).toMatchObject({ parameters: { regionsMax: 2 }, version: 2 });
    expect(rules).toHaveLength(CATALOGUE.length);
  });
});

const versionWith = (setting: Partial<RuleSetting>) => createRuleset(putInForce(CATALOGUE, [aSetting(setting)]).rules).version;

describe('the version of a ruleset', () => {
  it('changes with mode, points and parameters, and comes back with them', () => {
    const versions = [{}, { mode: 'SHADOW' as const }, { mode: 'DISABLED' as const }, { points: 36 }, { parameters: { regionsMax: 3 } }];
    expect(new Set(versions.map(versionWith)).size).toBe(versions.length);
    expect(versionWith({ version: 7 })).toBe(createRuleset(CATALOGUE).version);
  });

  it('begins with the preset', () => {
    expect(createRuleset(CATALOGUE, RULE_PRESETS['seed-compatible'].levels, 'seed-compatible').version).toMatch(
      /^seed-compatible-[0-9a-f]{8}$/,
    );
  });
});

describe.each(RULE_PRESET_NAMES)('the preset %s', (name) => {
  it('fits every rule, and names none that does not exist', () => {
    const settings = [...presetSettings(name, CATALOGUE)].map(([key, own]) => aSetting({ key, ...own }));
    expect(putInForce(CATALOGUE, settings).refused).toEqual([]);
    const keys = new Set(CATALOGUE.map(({ key }) => key));
    expect(Object.keys(RULE_PRESETS[name].rules).filter((key) => !keys.has(key))).toEqual([]);
  });
});

/** Every whole number of the parameters made larger; what that spoils falls back to the default. */
const scaled = (parameters: Readonly<Record<string, unknown>>, scale: number) =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, Number.isInteger(value) ? Number(value) * scale : value]));

describe('a score', () => {
  const event = fc.record({
    eventType: fc.constantFrom(...PLAYBACK_EVENT_TYPES),
    subscriptionPlan: fc.option(fc.constantFrom(...SUBSCRIPTION_PLANS)),
    ageBand: fc.constantFrom(...AGE_BANDS),
    region: fc.constantFrom('NL', 'US-CA', 'GB', 'BR', 'DE-BE', 'ZZ'),
    hasConsent: fc.option(fc.boolean()),
    userId: fc.option(fc.constant('user-1')),
    deviceId: fc.option(fc.constant('device-1')),
  });
  const history = fc.option(
    fc
      .record({
        events: fc.nat({ max: 2_000 }),
        failures: fc.nat({ max: 2_000 }),
        regions: fc.subarray(['NL', 'DE', 'FR', 'BR', 'US']),
        ipPrefixes: fc.subarray(['a', 'b', 'c', 'd', 'e']),
      })
      .map(aHistory),
  );
  const moment = fc.option(fc.integer({ min: -2, max: 2 }).map((ms) => new Date(NOON.getTime() + ms)));
  const preferences = fc
    .record({ doNotTrackSince: moment, saleOptOut: fc.boolean(), deletionRequestedAt: moment })
    .map((asked) => ({ ...asked, doNotTrack: asked.doNotTrackSince !== null, updatedAt: null }));
  const setting = fc.record({ mode: fc.constantFrom(...RULE_MODES), points: fc.nat({ max: 100 }), scale: fc.integer({ min: 1, max: 3 }) });
  const settings = fc.array(setting, { minLength: CATALOGUE.length, maxLength: CATALOGUE.length });

  it('is the sum of its findings, of LIVE rules alone, whatever the event, the facts and the rules', () => {
    fc.assert(
      fc.property(fc.record({ event, history, preferences, settings, late: fc.nat({ max: 20_000_000 }) }), (drawn) => {
        const changed = CATALOGUE.map(({ key, parameters }, i) => {
          const { mode = 'LIVE', points = 0, scale = 1 } = drawn.settings[i] ?? {};
          return aSetting({ key, mode, points, parameters: scaled(parameters, scale) });
        });
        const { rules, refused } = putInForce(CATALOGUE, changed);
        const facts = { viewer: drawn.history, device: drawn.history, content: drawn.history, latenessMs: drawn.late };
        const input = aRuleInput({ identified: anIdentifiedEvent(drawn.event), facts, preferences: drawn.preferences });
        const { score, findings, shadowRules } = scoreEvent(createRuleset(rules), input, NOON);
        const sum = findings.reduce((total, { points }) => total + points, 0);
        expect(findings.filter(({ error }) => error !== null)).toEqual([]);
        expect(score).toBe(Math.min(Math.max(sum, 0), 100));
        expect(sum).toBeGreaterThanOrEqual(0);
        const modeOf = new Map(changed.filter(({ key }) => !refused.includes(key)).map(({ key, mode }) => [key, mode]));
        for (const { ruleKey } of findings) expect(modeOf.get(ruleKey) ?? 'LIVE').toBe('LIVE');
        for (const ruleKey of shadowRules) expect(modeOf.get(ruleKey)).toBe('SHADOW');
      }),
    );
  });
});

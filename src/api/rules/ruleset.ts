import { builder } from '#api/builder.ts';
import { RiskLevel } from '#api/risk/risk-level.ts';
import { ruleOf } from '#api/risk/rule.ts';
import { Rule } from '#api/type-refs.ts';
import type { RiskLevel as Level } from '#domain/risk.ts';
import type { RuleWeight as WeightShape, StoredRuleset } from '#domain/rule-setting.ts';
import { RuleMode } from './rule-mode.ts';

const RuleWeight = builder.objectRef<WeightShape>('RuleWeight').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'What one rule weighed in a ruleset.',
  fields: (t) => ({
    rule: t.field({
      type: Rule,
      description: 'The rule as it is in force today.',
      resolve: ({ key }, _args, { ports }) => ruleOf(ports.rules.all(), { ruleKey: key }),
    }),
    mode: t.expose('mode', { type: RuleMode, description: 'LIVE or SHADOW: DISABLED rules are in no ruleset.' }),
    points: t.exposeInt('points', { description: 'What it added to the score when it fired, 0 to 100.' }),
    parameters: t.expose('parameters', { type: 'JSONObject', description: 'Its thresholds and windows.' }),
  }),
});

type Threshold = { readonly level: Level; readonly scoreMin: number };

const LevelThreshold = builder.objectRef<Threshold>('LevelThreshold').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'Where a level of risk begins.',
  fields: (t) => ({
    level: t.expose('level', { type: RiskLevel, description: 'The level that begins there.' }),
    scoreMin: t.exposeInt('scoreMin', { description: 'The lowest score of the level; above 100 no event reaches it.' }),
  }),
});

const Ruleset = builder.objectRef<StoredRuleset>('Ruleset').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'Everything a score depended on besides the event: rules with their weights, and levels.',
  fields: (t) => ({
    version: t.exposeString('version', { description: 'Its name: equal rulesets have equal names.' }),
    preset: t.exposeString('preset', { description: 'The preset it began from: default or seed-compatible.' }),
    firstInForceAt: t.expose('firstInForceAt', { type: 'DateTime', description: 'When it first scored events.' }),
    rules: t.expose('rules', { type: [RuleWeight], description: 'Rules that were LIVE or SHADOW, in the order in which findings lead.' }),
    levels: t.field({
      type: [LevelThreshold],
      description: 'Where each level began.',
      resolve: ({ levels: { medium, high, critical } }): readonly Threshold[] => [
        { level: 'LOW', scoreMin: 0 },
        { level: 'MEDIUM', scoreMin: medium },
        { level: 'HIGH', scoreMin: high },
        { level: 'CRITICAL', scoreMin: critical },
      ],
    }),
  }),
});

builder.queryField('ruleset', (t) =>
  t.field({
    type: Ruleset,
    nullable: true,
    description: 'The ruleset of a version that an assessment names, also when it is no longer in force; null for one that never was.',
    args: { version: t.arg.string({ required: true, description: 'The `rulesetVersion` of an assessment.' }) },
    resolve: (_root, { version }, { ports }) => ports.rules.rulesetOf(version),
  }),
);

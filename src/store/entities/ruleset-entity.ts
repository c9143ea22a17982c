import { defineEntity, p } from '@mikro-orm/core';
import type { RuleWeight } from '#domain/rule-setting.ts';
import type { LevelThresholds } from '#domain/risk.ts';

/** Every ruleset that scored events, under the version that assessments name; rows are only added. */
export const RulesetEntity = defineEntity({
  name: 'Ruleset',
  tableName: 'rulesets',
  properties: {
    version: p.text().primary(),
    preset: p.text(),
    levels: p.json<LevelThresholds>(),
    rules: p.json<RuleWeight[]>(),
    firstInForceAt: p.datetime(),
  },
});

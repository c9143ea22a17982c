import { defineEntity, p } from '@mikro-orm/core';
import type { LevelThresholds } from '#domain/risk.ts';

/** One row: the preset, levels that replace those of the preset, and a number that grows with every change of any rule. */
export const RulesetHeadEntity = defineEntity({
  name: 'RulesetHead',
  tableName: 'ruleset_heads',
  properties: { name: p.text().primary(), preset: p.text(), version: p.bigint('number'), levels: p.json<LevelThresholds>().nullable() },
});

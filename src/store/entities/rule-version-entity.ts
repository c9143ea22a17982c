import { defineEntity, p } from '@mikro-orm/core';

/** Every setting a rule has had, as it was then; rows are only added. */
export const RuleVersionEntity = defineEntity({
  name: 'RuleVersion',
  tableName: 'rule_versions',
  properties: {
    key: p.text().primary(),
    version: p.integer().primary(),
    mode: p.text(),
    points: p.smallint(),
    parameters: p.json<Record<string, unknown>>(),
    updatedAt: p.datetime(),
  },
});

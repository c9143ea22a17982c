import { defineEntity, p } from '@mikro-orm/core';

/** Settings of a rule that were changed; a rule without a row has the defaults of the code. */
export const RuleSettingEntity = defineEntity({
  name: 'RuleSetting',
  tableName: 'rule_settings',
  properties: {
    key: p.text().primary(),
    mode: p.text(),
    points: p.smallint(),
    parameters: p.json<Record<string, unknown>>(),
    version: p.integer(),
    updatedAt: p.datetime(),
  },
});

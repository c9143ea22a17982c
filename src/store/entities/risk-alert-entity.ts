import { defineEntity, p } from '@mikro-orm/core';

/** The ordered alert log; alerts carry their findings, since they outlive their event. */
export const RiskAlertEntity = defineEntity({
  name: 'RiskAlert',
  tableName: 'risk_alerts',
  uniques: [{ name: 'risk_alerts_repeat_index', properties: ['fingerprint', 'repeatKey'] }],
  indexes: [
    { name: 'risk_alerts_raised_index', properties: ['raisedAt'] },
    { name: 'risk_alerts_viewer_index', properties: ['viewerId', 'sequence'] },
    { name: 'risk_alerts_content_index', properties: ['contentId', 'sequence'] },
    { name: 'risk_alerts_rule_index', properties: ['ruleKey', 'sequence'] },
    { name: 'risk_alerts_region_index', properties: ['region', 'sequence'] },
    { name: 'risk_alerts_level_index', properties: ['level', 'sequence'] },
    {
      name: 'risk_alerts_category_index',
      expression: `create index "risk_alerts_category_index" on "risk_alerts" using gin ("categories")`,
    },
    {
      name: 'risk_alerts_regulation_index',
      expression: `create index "risk_alerts_regulation_index" on "risk_alerts" using gin (jsonb_path_query_array(findings, '$[*].regulations[*]'))`,
    },
  ],
  properties: {
    sequence: p.bigint('number').primary().autoincrement(false),
    raisedAt: p.datetime(),
    fingerprint: p.text(),
    repeatKey: p.text(),
    ruleKey: p.text(),
    title: p.text(),
    level: p.text(),
    score: p.smallint(),
    categories: p.array(),
    findings: p.json<unknown[]>(),
    eventKey: p.uuid(),
    eventOccurredAt: p.datetime(),
    viewerId: p.uuid().nullable(),
    contentId: p.text().nullable(),
    region: p.text(),
    occurrences: p.bigint('number'),
  },
});

import { defineEntity, p } from '@mikro-orm/core';

/** The ordered alert log; alerts carry their findings, since they outlive their event. */
export const RiskAlertEntity = defineEntity({
  name: 'RiskAlert',
  tableName: 'risk_alerts',
  uniques: [{ name: 'risk_alerts_repeat_index', properties: ['fingerprint', 'repeatKey'] }],
  indexes: [{ name: 'risk_alerts_raised_index', properties: ['raisedAt'] }],
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

import { defineEntity, p } from '@mikro-orm/core';

/** What the oldest entry of the audit log is tied to, and its newest: kept apart, so that a cut is found. */
export const AuditHeadEntity = defineEntity({
  name: 'AuditHead',
  tableName: 'audit_heads',
  properties: {
    name: p.text().primary(),
    startSequence: p.bigint('number'),
    startHash: p.text(),
    lastSequence: p.bigint('number'),
    lastHash: p.text(),
  },
});

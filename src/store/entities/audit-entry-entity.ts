import { defineEntity, p } from '@mikro-orm/core';

/** One entry of the audit log, tied to the one before by its hash. A trigger refuses to change or delete rows. */
export const AuditEntryEntity = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_log',
  indexes: [
    { name: 'audit_log_at_index', properties: ['at'] },
    { name: 'audit_log_action_index', properties: ['action', 'sequence'] },
    {
      name: 'audit_log_target_index',
      expression: `create index "audit_log_target_index" on "audit_log" ("target", "sequence") where target is not null`,
    },
  ],
  properties: {
    sequence: p.bigint('number').primary().autoincrement(false),
    at: p.datetime(),
    actor: p.text(),
    action: p.text(),
    target: p.text().nullable(),
    operationName: p.text().nullable(),
    outcome: p.text(),
    durationMs: p.double(),
    details: p.json<Record<string, unknown>>().nullable(),
    previousHash: p.text(),
    hash: p.text(),
  },
});

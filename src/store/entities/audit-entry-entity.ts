import { defineEntity, p } from '@mikro-orm/core';

/** One entry of the audit log, tied to the one before by its hash. A trigger refuses to change or delete rows. */
export const AuditEntryEntity = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_log',
  properties: {
    sequence: p.bigint('number').primary(),
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

import type { AuditEntry } from '#domain/audit/audit-entry.ts';

/** Who works on the database from the command line; which person that was, the machine knows. */
const OPERATOR = 'OPERATOR:cli:command line';

/** What was done from the command line. */
export const operatorEntry = (action: string, target: string | null, outcome: AuditEntry['outcome'] = 'OK'): AuditEntry => ({
  actor: OPERATOR,
  action,
  target,
  outcome,
  details: null,
});

import type { AuditEntry, AuditTrail } from '#access/audit/audit-trail.ts';

/** An audit in a list, or one that cannot be written. */
export const createMemoryAuditTrail = (failure?: Error): AuditTrail & { readonly entries: AuditEntry[] } => {
  const entries: AuditEntry[] = [];
  return {
    entries,
    async record(entry) {
      if (failure !== undefined) throw failure;
      return entries.push(entry);
    },
  };
};

import type { Logger } from 'pino';
import type { AuditTrail } from './audit-trail.ts';

/** Tells the log what kind of entry was made; numbered within this process. */
export const createLogAuditTrail = (log: Logger): AuditTrail => {
  let sequence = 0;
  return {
    record: async ({ action, outcome }) => {
      sequence += 1;
      log.info({ operationName: action, status: outcome, sequence }, 'audited');
      return sequence;
    },
  };
};

import type { Logger } from 'pino';
import type { AuditLog } from '#store/audit/audit-log.ts';

/** How often the end of the log is told elsewhere. */
const HOUR_MS = 3_600_000;

/**
 * Writes the end of the audit log into the log of the process, every hour and at its end: who can change the whole database cannot
 * change what logs say, and `playguard audit verify --head` compares.
 */
export const announceHead = (auditLog: Pick<AuditLog, 'bounds'>, log: Logger): AsyncDisposable => {
  const announce = async (): Promise<void> => {
    try {
      const { head } = await auditLog.bounds();
      log.info({ auditHead: `${head.sequence}:${head.hash}` }, 'the audit log ends here');
    } catch (error) {
      log.warn({ err: error }, 'the end of the audit log cannot be read');
    }
  };
  const timer = setInterval(() => void announce(), HOUR_MS).unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await announce();
    },
  };
};

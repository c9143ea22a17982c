import type { AuditEntry } from '#access/audit/audit-trail.ts';
import { createPersonalDataAccess } from '#access/subjects/personal-data-access.ts';
import type { ApiPorts } from '#api/context.ts';
import type { PrivacyRequest } from '#domain/privacy-request.ts';
import { createArrayPrivacyDesk } from './array-privacy-desk.ts';
import { createMemoryAuditTrail } from './memory-audit-trail.ts';

export type MemoryPersonsContents = {
  /** Original ids by pseudonym. */
  readonly originals?: Readonly<Record<string, string>>;
  readonly privacyRequests?: readonly PrivacyRequest[];
  /** Exports by id of their request, JSON text. */
  readonly exports?: Readonly<Record<string, string>>;
  /** What writing the audit ends with. */
  readonly auditFailure?: Error;
};

/** The persons behind pseudonyms, and what was audited of who asked for them. */
export const createMemoryPersons = ({ originals = {}, privacyRequests, exports, auditFailure }: MemoryPersonsContents) => {
  const audit = createMemoryAuditTrail(auditFailure);
  const reader = {
    originals: async (ids: readonly string[]) => ids.map((id) => originals[id] ?? null),
    addresses: async (events: readonly unknown[]) => events.map(() => null),
  };
  const ports: Pick<ApiPorts, 'personalData' | 'privacyDesk'> = {
    personalData: createPersonalDataAccess({ reader, audit }),
    privacyDesk: createArrayPrivacyDesk(privacyRequests, exports),
  };
  const audited: readonly AuditEntry[] = audit.entries;
  return { ports, audited };
};

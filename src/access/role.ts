import { type Scope, SCOPES } from '#domain/scope.ts';
import type { UserRole } from '#domain/user-role.ts';

/** What callers are. */
export type Role = UserRole | 'CLIENT';

/** What people of a role may do: analysts read everything but persons and the audit log, and change nothing but verdicts. */
export const SCOPES_OF_ROLE: Readonly<Record<UserRole, ReadonlySet<Scope>>> = {
  ADMIN: new Set(SCOPES),
  ANALYST: new Set<Scope>(['EVENTS_READ', 'STATS_READ', 'RISK_READ', 'RISK_WRITE', 'PRIVACY_READ']),
};

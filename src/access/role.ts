import { type Scope, SCOPES } from '#domain/scope.ts';

/** What people are; API keys are clients. */
export const USER_ROLES = ['ADMIN', 'ANALYST'] as const;
export type UserRole = (typeof USER_ROLES)[number];
export type Role = UserRole | 'CLIENT';

/** What people of a role may do: analysts read everything but persons and the audit log, and change nothing but verdicts. */
export const SCOPES_OF_ROLE: Readonly<Record<UserRole, ReadonlySet<Scope>>> = {
  ADMIN: new Set(SCOPES),
  ANALYST: new Set<Scope>(['EVENTS_READ', 'STATS_READ', 'RISK_READ', 'RISK_WRITE', 'PRIVACY_READ']),
};

import { GraphQLError } from 'graphql';
import type { AuditOutcome } from '#domain/audit/audit-entry.ts';
import type { ApiErrorCode } from '#api/api-error.ts';

/** Codes of what a caller may not do, or not now. */
const DENIALS: ReadonlySet<unknown> = new Set<ApiErrorCode>([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'RATE_LIMITED',
  'COST_LIMIT_EXCEEDED',
  'PERSISTED_OPERATION_REQUIRED',
]);

/** Whether it failed or was denied. */
export const outcomeOfError = (error: unknown): AuditOutcome =>
  error instanceof GraphQLError && DENIALS.has(error.extensions['code']) ? 'DENIED' : 'FAILED';

/** Denied when anything of it was, else failed when anything did. */
export const outcomeOfErrors = (errors: readonly unknown[] | undefined): AuditOutcome => {
  if (errors === undefined || errors.length === 0) return 'OK';
  return errors.some((error) => outcomeOfError(error) === 'DENIED') ? 'DENIED' : 'FAILED';
};

import type { PrivacyDesk } from '#access/subjects/privacy-desk.ts';
import type { PrivacyRequest } from '#domain/privacy-request.ts';
import { NOON } from './builders.ts';

/** A request for access from the Netherlands that just came in; a test names only what matters to it. */
export const aPrivacyRequest = (overrides: Partial<PrivacyRequest> = {}): PrivacyRequest => ({
  id: '00000000-0000-4000-8000-0000000000aa',
  kind: 'ACCESS',
  status: 'RECEIVED',
  viewerId: '00000000-0000-4000-8000-000000000001',
  region: 'NL',
  regulation: 'GDPR',
  externalReference: 'ticket-1',
  receivedAt: NOON,
  dueAt: NOON,
  completedAt: null,
  affectedRecords: null,
  auditSequence: null,
  ...overrides,
});

/** A desk over a list, which nobody answers; exports by id of the request. */
export const createArrayPrivacyDesk = (
  given: readonly PrivacyRequest[] = [],
  exports: Readonly<Record<string, string>> = {},
): PrivacyDesk => {
  const requests = [...given];
  return {
    async submit({ userId, ...request }) {
      const known = requests.find(({ externalReference }) => externalReference === request.externalReference);
      if (known !== undefined) return known.kind === request.kind ? { kind: 'KNOWN', request: known } : { kind: 'CONFLICT' };
      const added = aPrivacyRequest({ ...request, viewerId: userId });
      requests.push(added);
      return { kind: 'NEW', request: added };
    },
    byIds: async (ids) => ids.map((id) => requests.find((request) => request.id === id) ?? null),
    page: async ({ limit, overdueAt, userId }) => {
      const met = requests.filter(({ dueAt, completedAt, viewerId }) => {
        const isOverdue = overdueAt === undefined || (completedAt === null && dueAt < overdueAt);
        return isOverdue && (userId === undefined || viewerId === userId);
      });
      return { rows: met.slice(0, limit), hasMore: met.length > limit };
    },
    readExport: async (_principal, id) => exports[id] ?? null,
  };
};

import type { AuditTrail } from '#access/audit/audit-trail.ts';
import { actorOf } from '#access/audit/actor-of.ts';
import type { Principal } from '#access/principal.ts';
import type { PrivacyRequest } from '#domain/privacy-request.ts';
import type { IdentityTable } from '#store/identities/identity-table.ts';
import type {
  NewPrivacyRequest,
  PrivacyRequestPageRequest,
  PrivacyRequestRepository,
  Submission,
} from '#store/privacy/privacy-request-repository.ts';

/** A request by the id that clients send. */
export type SubmittedRequest = Omit<NewPrivacyRequest, 'id' | 'viewerId'> & { readonly userId: string };

/** Where requests of persons are handed in and looked after; what is read of a person is audited before it is answered. */
export type PrivacyDesk = Pick<PrivacyRequestRepository, 'byIds'> & {
  /** Takes a request in, once for each reference; workers answer it. */
  submit(request: SubmittedRequest): Promise<Submission>;
  /** A page, of one person (original id) if one is named. */
  page(
    request: Omit<PrivacyRequestPageRequest, 'viewerId'> & { readonly userId?: string },
  ): Promise<{ readonly rows: readonly PrivacyRequest[]; readonly hasMore: boolean }>;
  /** The export of an ACCESS request as JSON text; null when there is none (yet, or any more). */
  readExport(principal: Principal, id: string): Promise<string | null>;
};

export type PrivacyDeskNeeds = {
  readonly identities: Pick<IdentityTable, 'lookUpOrMake' | 'rowIds'>;
  readonly requests: PrivacyRequestRepository;
  readonly audit: AuditTrail;
  readonly newId: () => string;
};

/** A desk over one database and one audit trail. */
export const createPrivacyDesk = ({ identities, requests, audit, newId }: PrivacyDeskNeeds): PrivacyDesk => ({
  submit: async ({ userId, ...request }) => {
    const viewer = (await identities.lookUpOrMake('VIEWER', [userId])).get(userId);
    if (viewer === undefined) throw new Error('a viewer has no identity');
    return requests.submit({ ...request, id: newId(), viewerId: viewer.rowId });
  },
  byIds: requests.byIds,
  page: async ({ userId, ...request }) => {
    if (userId === undefined) return requests.page(request);
    const [viewerId = null] = await identities.rowIds('VIEWER', [userId]);
    return viewerId === null ? { rows: [], hasMore: false } : requests.page({ ...request, viewerId });
  },
  readExport: async (principal, id) => {
    const target = `PrivacyRequest:${id}`;
    await audit.record({ actor: actorOf(principal), action: 'personal-data.export', target, outcome: 'OK', details: null });
    return requests.exportOf(id);
  },
});

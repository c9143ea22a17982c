import type { PrivacyRequest } from '#domain/privacy-request.ts';

/** A request as it comes in. */
export type NewPrivacyRequest = Omit<PrivacyRequest, 'status' | 'completedAt' | 'affectedRecords' | 'auditSequence'>;

/** `KNOWN`: the same request came before; `CONFLICT`: another one came under this reference. */
export type Submission = { readonly kind: 'NEW' | 'KNOWN'; readonly request: PrivacyRequest } | { readonly kind: 'CONFLICT' };

/** Newest first: by time of receipt, then id. */
export type PrivacyRequestPosition = { readonly receivedAt: Date; readonly id: string };

export type PrivacyRequestPageRequest = {
  readonly after: PrivacyRequestPosition | null;
  readonly limit: number;
  /** Only of this person. */
  readonly viewerId?: string;
  /** Only those that are due before this moment and not completed. */
  readonly overdueAt?: Date;
};

/** What persons asked for. */
export type PrivacyRequestRepository = {
  submit(request: NewPrivacyRequest): Promise<Submission>;
  /** In the order asked for, null where there is none. One statement. */
  byIds(ids: readonly string[]): Promise<readonly (PrivacyRequest | null)[]>;
  page(request: PrivacyRequestPageRequest): Promise<{ readonly rows: readonly PrivacyRequest[]; readonly hasMore: boolean }>;
  /** What an ACCESS request exported, as JSON text; null when there is none (yet, or any more). */
  exportOf(id: string): Promise<string | null>;
};

import type { Regulation } from './risk.ts';

export const PRIVACY_REQUEST_KINDS = ['ACCESS', 'ERASURE', 'OPT_OUT'] as const;
export type PrivacyRequestKind = (typeof PRIVACY_REQUEST_KINDS)[number];

/** DENIED: nothing is held about the person any more. */
export const PRIVACY_REQUEST_STATUSES = ['RECEIVED', 'IN_PROGRESS', 'COMPLETED', 'DENIED'] as const;
export type PrivacyRequestStatus = (typeof PRIVACY_REQUEST_STATUSES)[number];

/** What a person asked for, and what became of it. */
export type PrivacyRequest = {
  readonly id: string;
  readonly kind: PrivacyRequestKind;
  readonly status: PrivacyRequestStatus;
  /** The pseudonym; once the person is erased, an id that leads to nothing but their tombstone. */
  readonly viewerId: string;
  /** Where the person is: its law says until when an answer is due. */
  readonly region: string;
  /** The law that sets the time; null where none is known to. */
  readonly regulation: Regulation | null;
  /** What the request is called where it came from; a request is made once for each. */
  readonly externalReference: string;
  readonly receivedAt: Date;
  readonly dueAt: Date;
  readonly completedAt: Date | null;
  /** Rows exported, deleted or given up; null until it is completed. */
  readonly affectedRecords: number | null;
  /** The audit entry that says it was done; null until then. */
  readonly auditSequence: number | null;
};

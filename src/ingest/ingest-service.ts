import type { AgeBand, DeviceType, NetworkType, PlaybackEventType, SubscriptionPlan } from '#domain/playback-event.ts';
import type { RiskAssessment } from '#domain/risk.ts';
import type { Durability } from '#stream/event-stream.ts';

/** Consent signals as GraphQL has checked them. */
export type ConsentSignalsDraft = {
  readonly tcString?: string | null | undefined;
  readonly gppString?: string | null | undefined;
  readonly usPrivacy?: string | null | undefined;
  readonly gpc?: boolean | null | undefined;
  readonly videoDisclosureConsentAt?: string | null | undefined;
};

/** A playback event as GraphQL has checked it: shape is right, meaning is not yet known. Texts are the client's. */
export type PlaybackEventDraft = {
  readonly eventId: string;
  readonly eventType: PlaybackEventType;
  readonly timestamp: string;
  readonly userId?: string | null | undefined;
  readonly deviceId?: string | null | undefined;
  readonly contentId?: string | null | undefined;
  readonly sessionId?: string | null | undefined;
  readonly region: string;
  readonly isEu?: boolean | null | undefined;
  readonly hasConsent?: boolean | null | undefined;
  readonly consent?: ConsentSignalsDraft | null | undefined;
  readonly ipAddress?: string | null | undefined;
  readonly subscriptionPlan?: SubscriptionPlan | null | undefined;
  readonly deviceType?: DeviceType | null | undefined;
  readonly appVersion?: string | null | undefined;
  readonly networkType?: NetworkType | null | undefined;
  readonly ageBand?: AgeBand | null | undefined;
  readonly errorCode?: string | null | undefined;
  readonly positionMs?: number | null | undefined;
  readonly durationMs?: number | null | undefined;
  readonly bitrateKbps?: number | null | undefined;
  readonly extraMetadata?: Readonly<Record<string, unknown>> | null | undefined;
};
export type EventDraft = { readonly playback: PlaybackEventDraft };

export type BatchDraft = {
  /** Of the caller, never of the client's claim. */
  readonly source: string;
  readonly batchId?: string | null | undefined;
  readonly sentAt?: string | null | undefined;
  readonly events: readonly EventDraft[];
  readonly dryRun: boolean;
};

export type SingleDraft = Pick<BatchDraft, 'source' | 'sentAt'> & { readonly event: EventDraft };

export const REJECTION_REASONS = ['INVALID', 'TOO_OLD', 'IN_THE_FUTURE', 'CLOCK_UNUSABLE', 'TOO_LARGE', 'SUBJECT_ERASED'] as const;
export type RejectionReason = (typeof REJECTION_REASONS)[number];
export const INGEST_WARNING_CODES = ['CLOCK_SKEW_CORRECTED', 'REGION_CLAIM_MISMATCH', 'CONSENT_UNDECODABLE', 'LATE_ARRIVAL'] as const;
export type IngestWarningCode = (typeof INGEST_WARNING_CODES)[number];

export type RejectedEvent = {
  readonly index: number;
  readonly eventId: string;
  readonly reason: RejectionReason;
  readonly message: string;
  readonly path: readonly string[];
};
export type IngestWarning = {
  readonly index: number;
  readonly eventId: string;
  readonly code: IngestWarningCode;
  readonly message: string;
};

/** What would be made of one accepted event of a dry run. */
export type DryRunAssessment = { readonly index: number; readonly eventId: string; readonly assessment: RiskAssessment };

/** Why a whole request was not taken; nothing of it was appended. */
export type IngestProblem =
  | { readonly kind: 'INVALID_INPUT'; readonly message: string; readonly path: readonly string[] }
  | { readonly kind: 'OVERLOADED'; readonly message: string; readonly path: readonly string[]; readonly retryAfterMs: number }
  | RateLimited;

/** The caller has sent as many as it may. */
export type RateLimited = {
  readonly kind: 'RATE_LIMITED';
  readonly message: string;
  readonly path: readonly string[];
  readonly retryAfterMs: number;
  /** How many may come in any `windowMs`. */
  readonly limit: number;
  readonly windowMs: number;
};

/** Asks whether so many events may come: null, and they count, or why not, and none does. */
export type AdmitEvents = (events: number) => Promise<RateLimited | null>;

/** The answer to a batch. With `problems`, nothing was accepted. */
export type IngestReceipt = {
  readonly batchId: string;
  readonly receivedAt: Date;
  readonly acceptedCount: number;
  readonly rejectedCount: number;
  readonly replayed: boolean;
  readonly durability: Durability | null;
  readonly rejected: readonly RejectedEvent[];
  readonly warnings: readonly IngestWarning[];
  /** Of the accepted events, in the order of the request; empty unless it is a dry run. */
  readonly assessments: readonly DryRunAssessment[];
  readonly problems: readonly IngestProblem[];
};

/** The answer to a single event. */
export type EventReceipt = {
  readonly eventId: string;
  readonly accepted: boolean;
  readonly durability: Durability | null;
  readonly rejected: RejectedEvent | null;
  readonly problems: readonly IngestProblem[];
};

/** The front door: judges each event, stamps it, appends what is good, and answers what became of everything. */
export type IngestService = {
  /**
   * Throws `AcceptanceUnknown` when it cannot be known whether the batch was appended; the same batch may be sent again. `admit` is asked
   * once, before anything is taken in or replayed; without it any number of events may come.
   */
  ingestBatch(batch: BatchDraft, admit?: AdmitEvents): Promise<IngestReceipt>;
  /** As a batch of one; calls in flight together share an append. */
  ingestOne(single: SingleDraft, admit?: AdmitEvents): Promise<EventReceipt>;
};

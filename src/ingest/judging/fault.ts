import type { PlaybackEventDraft, RejectionReason } from '#ingest/ingest-service.ts';

/** What is wrong with one field of an event, and what to do about it. */
export type Fault = { readonly reason: RejectionReason; readonly field: keyof PlaybackEventDraft; readonly message: string };

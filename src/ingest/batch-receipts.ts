/** How long a receipt is replayed. */
export const RECEIPT_MS_KEPT = 3_600_000;
/** Receipts kept at once, and UTF-8 bytes of all of them: beyond either the oldest go first. One receipt takes 300 bytes or, at its worst, 1.5 MB. */
export const RECEIPTS_MAX = 100_000;
export const RECEIPTS_BYTES_MAX = 67_108_864;

/** Answers already given, by source and batch id. The first one saved stays until RECEIPT_MS_KEPT have passed. */
export type BatchReceipts = {
  find(source: string, batchId: string): Promise<string | null>;
  /** Keeps `receipt` unless one is there. */
  save(source: string, batchId: string, receipt: string): Promise<void>;
};

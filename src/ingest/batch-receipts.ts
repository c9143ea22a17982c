/** How long a receipt is replayed. */
export const RECEIPT_MS_KEPT = 3_600_000;
/** Receipts kept at once; beyond it the oldest go first. */
export const RECEIPTS_MAX = 100_000;

/** Answers already given, by source and batch id. The first one saved stays until RECEIPT_MS_KEPT have passed. */
export type BatchReceipts = {
  find(source: string, batchId: string): Promise<string | null>;
  /** Keeps `receipt` unless one is there. */
  save(source: string, batchId: string, receipt: string): Promise<void>;
};

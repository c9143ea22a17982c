import type { Logger } from 'pino';
import type { BatchReceipts } from './batch-receipts.ts';
import type { IngestReceipt } from './ingest-service.ts';

/** Receipts as a convenience: the store counts an event once without them, so that losing one never fails a request. */
export type ReceiptKeeper = {
  find(source: string, batchId: string): Promise<IngestReceipt | null>;
  keep(source: string, receipt: IngestReceipt): Promise<void>;
};

/** A keeper over a port: a failing port is logged as a warning and answers as if it held nothing. */
export const createReceiptKeeper = ({ receipts, log }: { receipts: BatchReceipts; log: Logger }): ReceiptKeeper => {
  async function find(source: string, batchId: string): Promise<IngestReceipt | null> {
    try {
      const text = await receipts.find(source, batchId);
      return text === null ? null : readReceipt(text);
    } catch (error) {
      log.warn({ err: error }, 'receipt not readable: the batch is judged again');
      return null;
    }
  }

  async function keep(source: string, receipt: IngestReceipt): Promise<void> {
    try {
      await receipts.save(source, receipt.batchId, JSON.stringify(receipt));
    } catch (error) {
      log.warn({ err: error }, 'receipt not kept: a repeated batch is judged again');
    }
  }

  return { find, keep };
};

const readReceipt = (text: string): IngestReceipt => {
  const kept = JSON.parse(text) as Omit<IngestReceipt, 'receivedAt'> & { receivedAt: string };
  return { ...kept, assessments: [], receivedAt: new Date(kept.receivedAt), replayed: true };
};

import { defineEntity, p } from '@mikro-orm/core';

/** Receipts of batches already answered, where no Redis keeps them. */
export const BatchReceiptEntity = defineEntity({
  name: 'BatchReceipt',
  tableName: 'batch_receipts',
  indexes: [{ name: 'batch_receipts_saved_index', properties: ['savedAt'] }],
  properties: {
    source: p.text().primary(),
    batchId: p.text().primary(),
    receipt: p.text(),
    savedAt: p.datetime().defaultRaw('now()'),
  },
});

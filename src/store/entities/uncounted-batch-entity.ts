import { defineEntity, p } from '@mikro-orm/core';

/** A note that these events are stored and not yet in the statistics. */
export const UncountedBatchEntity = defineEntity({
  name: 'UncountedBatch',
  tableName: 'uncounted_batches',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    storedAt: p.datetime(),
    /** When the first of them was accepted. */
    acceptedAt: p.datetime(),
    keys: p.array().columnType('uuid[]'),
    occurredAts: p.array().columnType('timestamptz[]'),
  },
});

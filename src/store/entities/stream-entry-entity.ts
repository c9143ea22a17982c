import { defineEntity, p } from '@mikro-orm/core';

/** The stream of an embedded server: entries appended and not yet acknowledged. */
export const StreamEntryEntity = defineEntity({
  name: 'StreamEntry',
  tableName: 'stream_entries',
  properties: {
    entryId: p.bigint('number').primary().autoincrement(),
    shard: p.integer(),
    payload: p.text(),
    eventCount: p.integer(),
    appendedAt: p.datetime().defaultRaw('now()'),
    reader: p.text().nullable(),
    readAt: p.datetime().nullable(),
  },
});

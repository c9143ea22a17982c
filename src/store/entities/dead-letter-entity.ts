import { defineEntity, p } from '@mikro-orm/core';

/** An event or entry that could not be processed, with its reason; the payload is encrypted. */
export const DeadLetterEntity = defineEntity({
  name: 'DeadLetter',
  tableName: 'dead_letters',
  indexes: [
    { name: 'dead_letters_failed_index', properties: ['failedAt'] },
    { name: 'dead_letters_viewer_index', properties: ['viewerId'] },
  ],
  properties: {
    id: p.uuid().primary(),
    entryId: p.text(),
    eventKey: p.uuid().nullable(),
    viewerId: p.uuid().nullable(),
    source: p.text().nullable(),
    eventId: p.text().nullable(),
    stage: p.text(),
    reason: p.text(),
    attempts: p.integer(),
    failedAt: p.datetime(),
    payload: p.blob(),
  },
});

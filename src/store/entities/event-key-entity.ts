import { defineEntity, p } from '@mikro-orm/core';

/** The claim that makes an event's effects happen once, and the way from its id to its partition. */
export const EventKeyEntity = defineEntity({
  name: 'EventKey',
  tableName: 'event_keys',
  indexes: [
    { name: 'event_keys_stored_index', expression: 'create index "event_keys_stored_index" on "event_keys" using brin ("stored_at")' },
  ],
  properties: { key: p.uuid().primary(), occurredAt: p.datetime(), storedAt: p.datetime() },
});

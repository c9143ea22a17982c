import { defineEntity, p } from '@mikro-orm/core';

/** An API key of a source; of its secret only a hash is kept. */
export const ApiKeyEntity = defineEntity({
  name: 'ApiKey',
  tableName: 'api_keys',
  properties: {
    keyId: p.text().primary(),
    prefix: p.text(),
    source: p.text(),
    name: p.text(),
    scopes: p.array().columnType('text[]'),
    secretHash: p.blob(),
    /** The secret before the last rotation, and until when it is still taken. */
    formerHash: p.blob().nullable(),
    formerUntil: p.datetime().nullable(),
    isEnabled: p.boolean(),
    requestsPerMinute: p.integer(),
    eventsPerMinute: p.integer(),
    createdAt: p.datetime(),
    expiresAt: p.datetime().nullable(),
    lastUsedAt: p.datetime().nullable(),
  },
});

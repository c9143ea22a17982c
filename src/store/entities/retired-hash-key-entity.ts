import { defineEntity, p } from '@mikro-orm/core';

/** The hash key of an identity key that was replaced, sealed with its successor: who was erased under it is still refused. */
export const RetiredHashKeyEntity = defineEntity({
  name: 'RetiredHashKey',
  tableName: 'retired_hash_keys',
  properties: { fingerprint: p.text().primary(), sealed: p.blob(), retiredAt: p.datetime() },
});

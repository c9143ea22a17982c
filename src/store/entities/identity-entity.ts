import { defineEntity, p } from '@mikro-orm/core';

/**
 * The one place of personal data: a random pseudonym, the keyed hash it is found by, the encrypted original. Of who was erased the hash
 * stays, with an id that nothing else knows and the number of the erasure.
 */
export const IdentityEntity = defineEntity({
  name: 'Identity',
  tableName: 'identities',
  uniques: [{ name: 'identities_hash_index', properties: ['kind', 'idHash'] }],
  indexes: [
    {
      name: 'identities_erasure_index',
      expression: `create index "identities_erasure_index" on "identities" ("erasure") where erasure is not null`,
    },
  ],
  properties: {
    id: p.uuid().primary(),
    kind: p.text(),
    idHash: p.blob(),
    hashKey: p.text().nullable(),
    original: p.blob().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    erasedAt: p.datetime().nullable(),
    erasure: p.bigint('number').nullable(),
  },
});

import { defineEntity, p } from '@mikro-orm/core';

/** The one place of personal data: a random pseudonym, the keyed hash it is found by, the encrypted original. */
export const IdentityEntity = defineEntity({
  name: 'Identity',
  tableName: 'identities',
  uniques: [{ name: 'identities_hash_index', properties: ['kind', 'idHash'] }],
  properties: {
    id: p.uuid().primary(),
    kind: p.text(),
    idHash: p.blob(),
    original: p.blob().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    erasedAt: p.datetime().nullable(),
  },
});

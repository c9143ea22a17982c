import { defineEntity, p } from '@mikro-orm/core';

/** A key that tokens are signed with; the private part is encrypted with the identity key. */
export const SigningKeyEntity = defineEntity({
  name: 'SigningKey',
  tableName: 'signing_keys',
  properties: {
    keyId: p.text().primary(),
    publicKey: p.json<Readonly<Record<string, unknown>>>(),
    privateKey: p.blob(),
    createdAt: p.datetime(),
    retiresAt: p.datetime().nullable(),
  },
});

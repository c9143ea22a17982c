import type { EntityManager } from '@mikro-orm/core';
import type { Database } from '#store/database.ts';
import { SigningKeyEntity } from '#store/entities/signing-key-entity.ts';
import { lockHead } from './access-head.ts';
import type { SigningKey, SigningKeyRepository } from './signing-key-repository.ts';

/** Signing keys through the ORM's unit of work; rotations wait for each other at the head. */
export const createOrmSigningKeyRepository = ({ orm: { em } }: Pick<Database, 'orm'>): SigningKeyRepository => ({
  read: () => readKeys(em.fork()),
  rotate: ({ key, youngSince, retiresAt }) =>
    em.fork().transactional(async (transaction) => {
      await lockHead(transaction, 'signing-keys');
      const known = await readKeys(transaction);
      if (known[0] !== undefined && known[0].createdAt > youngSince) return known;
      await transaction.nativeDelete(SigningKeyEntity, { retiresAt: { $lte: key.createdAt } });
      await transaction.nativeUpdate(SigningKeyEntity, { retiresAt: null }, { retiresAt });
      transaction.create(SigningKeyEntity, key, { persist: true });
      await transaction.flush();
      transaction.clear();
      return readKeys(transaction);
    }),
});

const readKeys = async (em: EntityManager): Promise<readonly SigningKey[]> => {
  const rows = await em.findAll(SigningKeyEntity, { orderBy: { createdAt: 'desc', keyId: 'asc' } });
  return rows.map(({ keyId, publicKey, privateKey, createdAt, retiresAt }) => ({
    keyId,
    publicKey,
    privateKey,
    createdAt,
    retiresAt: retiresAt ?? null,
  }));
};

import { LockMode } from '@mikro-orm/core';
import type { Database } from '#store/database.ts';
import { UserEntity } from '#store/entities/user-entity.ts';
import { UserSessionEntity } from '#store/entities/user-session-entity.ts';
import { lockHead, moveHead } from './access-head.ts';
import type { User, UserRepository } from './user-repository.ts';

/** Users through the ORM's unit of work. */
export const createOrmUserRepository = ({ orm: { em } }: Pick<Database, 'orm'>): UserRepository => ({
  byName: async (name) => {
    const row = await em.fork().findOne(UserEntity, { name });
    return row && userOf(row);
  },
  all: async () => (await em.fork().findAll(UserEntity, { orderBy: { name: 'asc' } })).map(userOf),
  add: (user, usersMax) =>
    em.fork().transactional(async (transaction) => {
      await lockHead(transaction, 'users');
      if ((await transaction.count(UserEntity)) >= usersMax) return false;
      if ((await transaction.count(UserEntity, { name: user.name })) > 0) return false;
      transaction.create(UserEntity, user, { persist: true });
      return true;
    }),
  change: (name, change, at) =>
    em.fork().transactional(async (transaction) => {
      const row = await transaction.findOne(UserEntity, { name }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (row === null) return null;
      Object.assign(row, change);
      await transaction.flush();
      await transaction.nativeUpdate(UserSessionEntity, { userId: row.userId, revokedAt: null }, { revokedAt: at });
      await moveHead(transaction, 'users');
      return userOf(row);
    }),
});

type Row = Omit<User, 'lastSignedInAt'> & { readonly lastSignedInAt?: Date | null | undefined };

/** A user as the rest of the program knows one. */
export const userOf = ({ userId, name, passwordHash, role, isEnabled, createdAt, lastSignedInAt }: Row): User => ({
  userId,
  name,
  passwordHash,
  role,
  isEnabled,
  createdAt,
  lastSignedInAt: lastSignedInAt ?? null,
});

import { type EntityManager, LockMode } from '@mikro-orm/core';
import type { Database } from '#store/database.ts';
import { UserEntity } from '#store/entities/user-entity.ts';
import { UserSessionEntity } from '#store/entities/user-session-entity.ts';
import { moveHead, readHead } from './access-head.ts';
import { userOf } from './orm-user-repository.ts';
import type { SessionRepository, UserSession } from './session-repository.ts';

/** Sessions through the ORM's unit of work. Locks are taken in one order everywhere: user, sessions, head. */
export const createOrmSessionRepository = ({ orm: { em } }: Pick<Database, 'orm'>): SessionRepository => ({
  begin: (session, { passwordHash }, sessionsMax) =>
    em.fork().transactional(async (transaction) => {
      const { userId, createdAt } = session;
      const user = await transaction.findOneOrFail(UserEntity, userId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!user.isEnabled || user.passwordHash !== passwordHash) return false;
      user.lastSignedInAt = createdAt;
      await transaction.nativeDelete(UserSessionEntity, { userId, expiresAt: { $lte: createdAt } });
      await endOldest(transaction, session, sessionsMax);
      transaction.create(UserSessionEntity, session, { persist: true });
      return true;
    }),
  decide: (sessionId, decide) =>
    em.fork().transactional(async (transaction) => {
      const row = await transaction.findOne(UserSessionEntity, sessionId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const user = row && (await transaction.findOne(UserEntity, row.userId));
      if (row === null || user === null) return null;
      const { change, answer } = decide(sessionOf(row), userOf(user));
      if (change === null) return answer;
      Object.assign(row, change);
      await transaction.flush();
      if (change.revokedAt !== undefined) await moveHead(transaction, 'users');
      return answer;
    }),
  version: () => readHead(em, 'users'),
  ended: async (since) => {
    const version = await readHead(em, 'users');
    const reading = em.fork();
    const sessions = await reading.find(UserSessionEntity, { revokedAt: { $gt: since } }, { fields: ['sessionId'] });
    const users = await reading.find(UserEntity, { isEnabled: false }, { fields: ['userId'] });
    return { version, sessionIds: sessions.map(({ sessionId }) => sessionId), userIds: users.map(({ userId }) => userId) };
  },
});

/** user_sessions_user_index */
const endOldest = async (transaction: EntityManager, { userId, createdAt }: UserSession, sessionsMax: number): Promise<void> => {
  const open = { userId, revokedAt: null };
  const tooMany = await transaction.find(UserSessionEntity, open, { orderBy: { createdAt: 'desc' }, offset: sessionsMax - 1 });
  if (tooMany.length === 0) return;
  for (const session of tooMany) session.revokedAt = createdAt;
  await transaction.flush();
  await moveHead(transaction, 'users');
};

type Row = Omit<UserSession, 'formerHash' | 'revokedAt'> & {
  readonly formerHash?: Uint8Array | null | undefined;
  readonly revokedAt?: Date | null | undefined;
};

const sessionOf = ({ formerHash, revokedAt, ...row }: Row): UserSession => ({
  ...row,
  formerHash: formerHash ?? null,
  revokedAt: revokedAt ?? null,
});

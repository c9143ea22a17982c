import { type EntityManager, LockMode } from '@mikro-orm/core';
import { AccessHeadEntity } from '#store/entities/access-head-entity.ts';

/** What has a number that grows with its changes. */
export type HeadName = 'api-keys' | 'users' | 'signing-keys';

/** The number, read before what it counts: what is read then is at least as new. */
export const readHead = async (em: EntityManager, name: HeadName): Promise<number> =>
  (await em.fork().findOneOrFail(AccessHeadEntity, name)).version;

/** Locks the head until the transaction ends: changes wait for each other. */
export const lockHead = (transaction: EntityManager, name: HeadName) =>
  transaction.findOneOrFail(AccessHeadEntity, name, { lockMode: LockMode.PESSIMISTIC_WRITE });

/** Lets the number grow. It is the last thing a transaction does: the row stays locked until it ends. */
export const moveHead = async (transaction: EntityManager, name: HeadName): Promise<void> => {
  const head = await lockHead(transaction, name);
  head.version += 1;
};

import { randomBytes } from 'node:crypto';
import type { Child } from '../support/child.ts';
import { migrateHome, type RoleOptions, startRole } from '../support/start-role.ts';

/** Playguard in server mode: one process that accepts and one that stores. */
export type RunningServer = { readonly api: Child; readonly worker: Child; readonly url: string };

/** Migrates, starts both roles and waits until they are ready. */
export const startServer = async (options: Omit<RoleOptions, 'identityKey'>, stack: AsyncDisposableStack): Promise<RunningServer> => {
  const withKey: RoleOptions = { ...options, identityKey: randomBytes(32).toString('hex') };
  await migrateHome(withKey);
  const api = await startRole('api', withKey, stack);
  const worker = await startRole('worker', withKey, stack);
  return { api, worker, url: `http://127.0.0.1:${api.port}/graphql` };
};

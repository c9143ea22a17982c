import { type Accounts, createAccounts } from '#access/users/accounts.ts';
import { auditAccounts } from '#access/users/audited-accounts.ts';
import { createOrmUserRepository } from '#store/access/orm-user-repository.ts';
import { tellAudit } from './tell-audit.ts';
import { type Settings, withDatabase } from './with-database.ts';

export { type Accounts, randomPassword } from '#access/users/accounts.ts';

/** Works on the users of the database; running processes follow within 2 s. */
export const withAccounts = <Result>(settings: Settings, work: (accounts: Accounts) => Promise<Result>): Promise<Result> =>
  withDatabase(settings, (database) => {
    const accounts = createAccounts({ users: createOrmUserRepository(database), now: () => new Date() });
    return work(auditAccounts(accounts, tellAudit(database)));
  });

import type { Accounts } from './accounts.ts';

/** The same accounts; every change that was made is told. */
export const auditAccounts = (accounts: Accounts, tell: (action: string, target: string) => Promise<unknown>): Accounts => {
  const told = async (action: string, changing: ReturnType<Accounts['add']>) => {
    const user = await changing;
    await tell(action, `User:${user.userId}`);
    return user;
  };
  return {
    ...accounts,
    add: (account) => told('addUser', accounts.add(account)),
    setPassword: (name, password) => told('setUserPassword', accounts.setPassword(name, password)),
    setEnabled: (name, isEnabled) => told(isEnabled ? 'enableUser' : 'disableUser', accounts.setEnabled(name, isEnabled)),
  };
};

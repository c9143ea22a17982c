import type { UserRole } from '#domain/user-role.ts';
import { type Accounts, randomPassword, withAccounts } from '#maintenance/accounts.ts';
import { settingsOf } from '#cli/settings-of.ts';
import { readPassword } from './read-password.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whose password it is and where it comes from: made here and printed once, or read from stdin. */
export type PasswordRequest = { readonly name: string; readonly isGenerated: boolean };

/** Adds a user. */
export const addUser = async (env: Environment, { role, ...request }: PasswordRequest & { readonly role: UserRole }): Promise<void> => {
  const user = await withPassword(env, request, (accounts, password) => accounts.add({ name: request.name, role, password }));
  say(`${user.name} may sign in as ${user.role}`);
};

/** Gives a user another password; sessions end. */
export const changePassword = async (env: Environment, request: PasswordRequest): Promise<void> => {
  const user = await withPassword(env, request, (accounts, password) => accounts.setPassword(request.name, password));
  say(`${user.name} has another password, and is signed out everywhere within 2 seconds`);
};

/** Lets a user sign in, or not any more. */
export const enableUser = async (env: Environment, name: string, isEnabled: boolean): Promise<void> => {
  const user = await opened(env, (accounts) => accounts.setEnabled(name, isEnabled));
  say(isEnabled ? `${user.name} may sign in` : `${user.name} may not sign in, and is signed out everywhere within 2 seconds`);
};

/** Prints every user on a line: name, role, state, last sign-in. */
export const listUsers = async (env: Environment): Promise<void> => {
  const users = await opened(env, (accounts) => accounts.list());
  const lines = users.map(({ name, role, isEnabled, lastSignedInAt }) =>
    [name, role, isEnabled ? 'enabled' : 'disabled', lastSignedInAt?.toISOString() ?? 'never'].join('\t'),
  );
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
};

/** The password is read before the database is opened, and printed after it was kept. */
const withPassword = async <Result>(
  env: Environment,
  { isGenerated }: PasswordRequest,
  work: (accounts: Accounts, password: string) => Promise<Result>,
): Promise<Result> => {
  const password = isGenerated ? randomPassword() : await readPassword({ input: process.stdin, output: process.stderr });
  const result = await opened(env, (accounts) => work(accounts, password));
  if (isGenerated) process.stdout.write(`${password}\n`);
  return result;
};

const opened = <Result>(env: Environment, work: (accounts: Accounts) => Promise<Result>): Promise<Result> =>
  withAccounts(settingsOf(env), work);

const say = (text: string): void => void process.stderr.write(`${text}\n`);

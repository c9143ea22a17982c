import { randomBytes, randomUUID } from 'node:crypto';
import type { UserRole } from '#domain/user-role.ts';
import { SettingFault } from '#runtime/setting-fault.ts';
import type { User, UserChange, UserRepository } from '#store/access/user-repository.ts';
import { hashPassword } from './password-hash.ts';
import { passwordFault } from './password-rules.ts';
import { DEMO_NAME_START, USER_NAME_RULE, userNameOf } from './user-name.ts';

/** Who there is to sign in, as whoever runs Playguard manages them. What cannot be done throws a SettingFault that says why. */
export type Accounts = {
  add(account: { readonly name: string; readonly role: UserRole; readonly password: string }): Promise<User>;
  /** All sessions of the user end. */
  setPassword(name: string, password: string): Promise<User>;
  /** All sessions of the user end. */
  setEnabled(name: string, isEnabled: boolean): Promise<User>;
  /** Every user by name. */
  list(): Promise<readonly User[]>;
};

/** Users there may be at most: analysts and administrators, not viewers. */
export const USERS_MAX = 10_000;
const PASSWORD_BYTES = 18;

/** A password nobody needs to think of: 144 random bits in 24 characters. */
export const randomPassword = (): string => randomBytes(PASSWORD_BYTES).toString('base64url');

/** Manages the users of a repository. */
export const createAccounts = ({ users, now }: { readonly users: UserRepository; readonly now: () => Date }): Accounts => {
  const change = async (name: string, wanted: UserChange): Promise<User> => {
    const user = await users.change(known(name), wanted, now());
    if (user === null) throw new SettingFault(`there is no user ${known(name)}: \`playguard users list\` names them`);
    return user;
  };
  return {
    add: async ({ name: given, role, password }) => {
      const name = known(given);
      if (name.startsWith(DEMO_NAME_START)) throw new SettingFault(`names that begin with ${DEMO_NAME_START} are for demos: take another`);
      checkPassword(password, name);
      const passwordHash = await hashPassword(password);
      const user = { userId: randomUUID(), name, passwordHash, role, isEnabled: true, createdAt: now(), lastSignedInAt: null };
      if (await users.add(user, USERS_MAX)) return user;
      throw new SettingFault(`there is a user ${name} already, or there are ${USERS_MAX} users`);
    },
    setPassword: async (given, password) => {
      const name = known(given);
      checkPassword(password, name);
      return change(name, { passwordHash: await hashPassword(password) });
    },
    setEnabled: (name, isEnabled) => change(name, { isEnabled }),
    list: users.all,
  };
};

const known = (text: string): string => {
  const name = userNameOf(text);
  if (name === null) throw new SettingFault(`a user name has ${USER_NAME_RULE}`);
  return name;
};

const checkPassword = (password: string, name: string): void => {
  const fault = passwordFault(password, name);
  if (fault !== null) throw new SettingFault(fault);
};

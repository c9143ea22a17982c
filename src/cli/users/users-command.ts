import { Command, InvalidArgumentError } from 'commander';
import { isUserRole, USER_ROLES, type UserRole } from '#domain/user-role.ts';
import { addUser, changePassword, enableUser, listUsers } from './manage-users.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Generated = { readonly generate: boolean };

const GENERATE = ['--generate', 'make a password and print it, this once, instead of reading one line from stdin'] as const;

/** `playguard users …`: people who sign in. Passwords come from stdin and made ones go to stdout, words to stderr. */
export const usersCommand = (env: Environment): Command =>
  new Command('users')
    .description('people who sign in; an embedded server must be stopped first, servers with a database follow within 2 seconds')
    .addCommand(addCommand(env))
    .addCommand(
      namedCommand('passwd', 'give a user another password; sessions end')
        .option(...GENERATE)
        .action((name: string, { generate = false }: Partial<Generated>) => changePassword(env, { name, isGenerated: generate })),
    )
    .addCommand(namedCommand('disable', 'let a user sign in no more; sessions end').action((name: string) => enableUser(env, name, false)))
    .addCommand(namedCommand('enable', 'let a user sign in again').action((name: string) => enableUser(env, name, true)))
    .addCommand(new Command('list').description('every user: name, role, state, last sign-in').action(() => listUsers(env)));

const addCommand = (env: Environment): Command =>
  namedCommand('add', 'let somebody sign in')
    .requiredOption('--role <role>', USER_ROLES.map((role) => role.toLowerCase()).join(' or '), roleOf)
    .option(...GENERATE)
    .action((name: string, { role, generate = false }: { role: UserRole } & Partial<Generated>) =>
      addUser(env, { name, role, isGenerated: generate }),
    );

const namedCommand = (name: string, description: string): Command =>
  new Command(name).description(description).argument('<name>', 'user name');

const roleOf = (text: string): UserRole => {
  const role = text.toUpperCase();
  if (!isUserRole(role)) throw new InvalidArgumentError(`one of ${USER_ROLES.join(', ').toLowerCase()}`);
  return role;
};

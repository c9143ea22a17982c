import { Command, InvalidArgumentError } from 'commander';
import { isScope, type Scope, SCOPES } from '#domain/scope.ts';
import { newInitialApiKey } from '#maintenance/api-keys.ts';
import { changeKey, createKey, listKeys } from './manage-keys.ts';
import { wholeNumber } from '#cli/whole-number.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Exit = (code: number) => void;

const HOUR_MS = 3_600_000;

/** `playguard keys …`: API keys without an API key, for whoever has the database. Secrets go to stdout, words to stderr. */
export const keysCommand = (env: Environment, exit: Exit): Command =>
  new Command('keys')
    .description('API keys; running processes follow within 2 seconds')
    .addCommand(createCommand(env, exit))
    .addCommand(new Command('list').description('every key, the oldest first').action(() => listKeys(env)))
    .addCommand(
      changeCommand('enable', 'take a key again').action(async (id: string) => exit(await changeKey(env, id, { kind: 'ENABLE' }))),
    )
    .addCommand(changeCommand('disable', 'refuse a key').action(async (id: string) => exit(await changeKey(env, id, { kind: 'DISABLE' }))))
    .addCommand(
      changeCommand('delete', 'delete a key for good').action(async (id: string) => exit(await changeKey(env, id, { kind: 'DELETE' }))),
    )
    .addCommand(rotateCommand(env, exit))
    .addCommand(
      new Command('generate')
        .description('print a new secret for INITIAL_API_KEY; nothing is kept of it')
        .action(() => void process.stdout.write(`${newInitialApiKey()}\n`)),
    );

const createCommand = (env: Environment, exit: Exit): Command =>
  new Command('create')
    .description('make a key and print its secret, this once')
    .requiredOption('--source <source>', 'what its events are booked on')
    .requiredOption('--name <name>', 'what people call it')
    .requiredOption('--scopes <scopes>', `what it may do, with commas between: ${SCOPES.join(',')}`, scopesOf)
    .option('--expires <instant>', 'from when on it is refused, e.g. 2027-03-01T00:00:00Z', instantOf)
    .option('--requests-per-minute <count>', 'requests within any minute', wholeNumber, 600)
    .option('--events-per-minute <count>', 'events within any minute', wholeNumber, 300_000)
    .action(async ({ expires, ...wanted }: Created) => exit(await createKey(env, { ...wanted, expiresAt: expires ?? null })));

type Created = Omit<Parameters<typeof createKey>[1], 'expiresAt'> & { readonly expires?: Date };

const rotateCommand = (env: Environment, exit: Exit): Command =>
  changeCommand('rotate', 'give a key a new secret and print it, this once')
    .option('--overlap <hours>', 'how long the secret of before is taken, 0 to 720', wholeNumberOrNone, 24)
    .action(async (id: string, { overlap }: { overlap: number }) =>
      exit(await changeKey(env, id, { kind: 'ROTATE', overlapMs: overlap * HOUR_MS })),
    );

const changeCommand = (name: string, description: string): Command =>
  new Command(name).description(description).argument('<id>', 'id of the key, as `keys list` prints it: 12 hexadecimal digits');

const scopesOf = (text: string): readonly Scope[] =>
  text.split(',').map((word) => {
    const scope = word.trim().toUpperCase();
    if (!isScope(scope)) throw new InvalidArgumentError(`one or more of ${SCOPES.join(',')}`);
    return scope;
  });

const instantOf = (text: string): Date => {
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime())) throw new InvalidArgumentError('an instant such as 2027-03-01T00:00:00Z');
  return instant;
};

const wholeNumberOrNone = (text: string): number => (text === '0' ? 0 : wholeNumber(text));

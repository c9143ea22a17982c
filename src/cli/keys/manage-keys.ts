import { type Scope, SCOPES } from '#domain/scope.ts';
import { withApiKeys } from '#maintenance/api-keys.ts';
import { settingsOf } from '#cli/settings-of.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Work<Result> = Parameters<typeof withApiKeys<Result>>[1];
type Keys = Parameters<Work<unknown>>[0];
type Outcome = Awaited<ReturnType<Keys['create']>>;
type Key = Awaited<ReturnType<Keys['all']>>[number];

/** Whoever has the database may do everything. */
const OPERATOR = { keyId: null, scopes: new Set<Scope>(SCOPES), expiresAt: null };

/** Makes a key; answers the exit code. */
export const createKey = (env: Environment, wanted: Parameters<Keys['create']>[1]): Promise<number> =>
  onKeys(env, async (keys) => report(await keys.create(OPERATOR, wanted)));

export type KeyChange = { readonly kind: 'ENABLE' | 'DISABLE' | 'DELETE' } | { readonly kind: 'ROTATE'; readonly overlapMs: number };

/** Changes a key; answers the exit code. */
export const changeKey = (env: Environment, keyId: string, change: KeyChange): Promise<number> =>
  onKeys(env, async (keys) => report(await apply(keys, keyId, change)));

/** Prints every key, a line each, without anything that leads to a secret. */
export const listKeys = (env: Environment): Promise<void> =>
  onKeys(env, async (keys) => {
    process.stdout.write(`${[COLUMNS, ...(await keys.all()).map(cells)].map((row) => row.join('\t')).join('\n')}\n`);
  });

const onKeys = <Result>(env: Environment, work: Work<Result>): Promise<Result> => withApiKeys(settingsOf(env), work);

const apply = (keys: Keys, keyId: string, change: KeyChange): Promise<Outcome> => {
  switch (change.kind) {
    case 'ENABLE':
    case 'DISABLE':
      return keys.setEnabled(OPERATOR, keyId, change.kind === 'ENABLE');
    case 'DELETE':
      return keys.remove(OPERATOR, keyId);
    case 'ROTATE':
      return keys.rotate(OPERATOR, keyId, change.overlapMs);
    default:
      return change satisfies never;
  }
};

const report = (outcome: Outcome): number => {
  if (outcome.kind === 'REFUSED') {
    for (const { message } of outcome.faults) process.stderr.write(`playguard: ${message}\n`);
    return 1;
  }
  const { key, secret } = outcome;
  process.stderr.write(`${key.keyId} ${key.source} ${key.name}: done${secret === null ? '' : '; its secret is shown this once'}\n`);
  if (secret !== null) process.stdout.write(`${secret}\n`);
  return 0;
};

const COLUMNS = ['id', 'source', 'name', 'state', 'scopes', 'expires', 'last used'];

const cells = ({ keyId, source, name, isEnabled, scopes, expiresAt, lastUsedAt }: Key): readonly string[] => [
  keyId,
  source,
  name,
  isEnabled ? 'enabled' : 'disabled',
  scopes.join(','),
  expiresAt?.toISOString() ?? 'never',
  lastUsedAt?.toISOString() ?? 'never',
];

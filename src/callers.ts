import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Authentication, type Authenticator, createAuthenticator } from '#access/authenticator.ts';
import { openApiKeyBook } from '#access/keys/api-key-book.ts';
import { createApiKeyService } from '#access/keys/api-key-service.ts';
import { renewDemoApiKey } from '#access/keys/demo-api-key.ts';
import { newKeyId, newSecret } from '#access/keys/api-key-secret.ts';
import { addInitialApiKey } from '#access/keys/initial-api-key.ts';
import type { ExampleCredentials } from '#http/example-tabs.ts';
import type { ApiPorts } from '#api/context.ts';
import { readOrWriteSecret } from '#runtime/secret-file.ts';
import { createOrmApiKeyRepository } from '#store/access/orm-api-key-repository.ts';
import type { Database } from '#store/database.ts';
import type { Config } from './config.ts';

/** What callers of a demo show; made anew at every start. */
export type DemoCredentials = {
  /** The API key of the simulated apps. */
  readonly clientKey: string;
};

/** Who may call, and what the API offers to manage that. */
export type Callers = {
  readonly authenticator: Authenticator;
  readonly ports: Pick<ApiPorts, 'apiKeys'>;
  readonly demo: DemoCredentials | null;
};

type Opening = {
  readonly config: Config;
  readonly isDemo: boolean;
  readonly database: Database;
  readonly now: () => Date;
  readonly log: Logger;
  readonly stack: AsyncDisposableStack;
};

const INITIAL_KEY_FILE = 'initial-api-key';

/** Knows callers until the stack is disposed; where nobody has a key yet, the first one is made. */
export const openCallers = async ({ config, isDemo, database, now, log, stack }: Opening): Promise<Callers> => {
  const repository = createOrmApiKeyRepository(database);
  await addFirstKey(repository, { config, now, log });
  const demo = isDemo ? { clientKey: await renewDemoApiKey(repository, now()) } : null;
  const apiKeys = stack.use(await openApiKeyBook({ repository, now, log }));
  const service = createApiKeyService({ repository, book: apiKeys, environment: isDemo ? 'demo' : 'live', now });
  return { authenticator: createAuthenticator({ apiKeys, tokens: NO_TOKENS, now }), ports: { apiKeys: service }, demo };
};

type FirstKey = Pick<Opening, 'config' | 'now' | 'log'>;

const addFirstKey = async (
  repository: ReturnType<typeof createOrmApiKeyRepository>,
  { config: { initialApiKey, mode, dataDir }, now, log }: FirstKey,
): Promise<void> => {
  if (initialApiKey === null && mode === 'server') return;
  const path = join(dataDir, INITIAL_KEY_FILE);
  const text = initialApiKey ?? readOrWriteSecret(path, () => newSecret('live', newKeyId()));
  const isAdded = await addInitialApiKey(repository, text, now());
  if (isAdded) log.info(initialApiKey === null ? { path } : {}, 'nobody had an API key: the first one may do everything');
};

const UNKNOWN: Authentication = { kind: 'REFUSED', reason: 'This token is not known.' };
const NO_TOKENS = { authenticate: async () => UNKNOWN, isStanding: () => false };

/** What the example tabs of GraphiQL show: of a demo alone. */
export const exampleCredentials = (demo: DemoCredentials | null): (() => Promise<ExampleCredentials>) | null =>
  demo === null ? null : async () => ({ client: demo.clientKey, admin: demo.clientKey });

import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Authenticator, createAuthenticator } from '#access/authenticator.ts';
import { openApiKeyBook } from '#access/keys/api-key-book.ts';
import { createApiKeyService } from '#access/keys/api-key-service.ts';
import { removeDemoApiKey, renewDemoApiKey } from '#access/keys/demo-api-key.ts';
import { newKeyId, newSecret } from '#access/keys/api-key-secret.ts';
import { addInitialApiKey } from '#access/keys/initial-api-key.ts';
import type { ExampleCredentials } from '#http/example-tabs.ts';
import type { ApiPorts } from '#api/context.ts';
import { readOrWriteSecret } from '#runtime/secret-file.ts';
import type { ApiKeyRepository } from '#store/access/api-key-repository.ts';
import { createOrmApiKeyRepository } from '#store/access/orm-api-key-repository.ts';
import { openPeople, type People, type PeopleOpening } from './people.ts';

/** What callers of a demo show; made anew at every start. */
export type DemoCredentials = {
  /** The API key of the simulated apps. */
  readonly clientKey: string;
  readonly adminToken: string;
  readonly analystToken: string;
  /** Who may sign in. */
  readonly accounts: readonly { readonly name: string; readonly password: string }[];
};

/** Who may call, and what the API offers to manage that. */
export type Callers = {
  readonly authenticator: Authenticator;
  readonly ports: Pick<ApiPorts, 'apiKeys' | 'signIn'>;
  readonly publicKeys: People['publicKeys'];
  readonly demo: DemoCredentials | null;
  /** What the example tabs of GraphiQL show: of a demo alone. */
  readonly exampleCredentials: (() => Promise<ExampleCredentials>) | null;
};

const INITIAL_KEY_FILE = 'initial-api-key';

/** Knows callers until the stack is disposed; where nobody has a key yet, the first one is made. */
export const openCallers = async (opening: PeopleOpening): Promise<Callers> => {
  const { config, isDemo, database, now, log, stack } = opening;
  const repository = createOrmApiKeyRepository(database);
  await addFirstKey(repository, { config, now, log });
  if (!isDemo) await removeDemoApiKey(repository);
  const people = await openPeople(opening);
  const demo = isDemo && people.demo !== null ? demoCredentials(await renewDemoApiKey(repository, now()), people.demo) : null;
  const apiKeys = stack.use(await openApiKeyBook({ repository, now, log }));
  const service = createApiKeyService({ repository, book: apiKeys, environment: isDemo ? 'demo' : 'live', now });
  return {
    authenticator: createAuthenticator({ apiKeys, tokens: people.tokens, now }),
    ports: { apiKeys: service, signIn: people.signIn },
    publicKeys: people.publicKeys,
    demo,
    exampleCredentials: demo === null ? null : async () => ({ client: demo.clientKey, admin: demo.adminToken }),
  };
};

const demoCredentials = (clientKey: string, { admin, analyst }: NonNullable<People['demo']>): DemoCredentials => ({
  clientKey,
  adminToken: admin.token,
  analystToken: analyst.token,
  accounts: [admin, analyst].map(({ name, password }) => ({ name, password })),
});

type FirstKey = Pick<PeopleOpening, 'config' | 'now' | 'log'>;

const addFirstKey = async (
  repository: ApiKeyRepository,
  { config: { initialApiKey, mode, dataDir }, now, log }: FirstKey,
): Promise<void> => {
  if (initialApiKey === null && mode === 'server') return warnWithoutKeys(repository, log);
  const path = join(dataDir, INITIAL_KEY_FILE);
  const text = initialApiKey ?? readOrWriteSecret(path, () => newSecret('live', newKeyId()));
  const isAdded = await addInitialApiKey(repository, text, now());
  if (isAdded) log.info(initialApiKey === null ? { path } : {}, 'nobody had an API key: the first one may do everything');
};

const warnWithoutKeys = async (repository: ApiKeyRepository, log: Logger): Promise<void> => {
  const { keys } = await repository.read();
  if (keys.length === 0) log.warn('nobody has an API key: INITIAL_API_KEY is the first one, or `playguard keys create` makes one');
};

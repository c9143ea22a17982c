import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Accounts, createAccounts } from '#access/users/accounts.ts';
import { newKeyId, newSecret } from '#access/keys/api-key-secret.ts';
import { type ApiKeyService, createApiKeyService } from '#access/keys/api-key-service.ts';
import { openRuleBook, type RuleBook } from '#assessment/rule-book.ts';
import type { LevelThresholds } from '#domain/risk.ts';
import type { RulePresetName } from '#domain/rule-setting.ts';
import type { LawEntry } from '#privacy/law/law-entry.ts';
import { LAW } from '#privacy/law/law.ts';
import { readOrMakeIdentityKey, replaceKeyFile } from '#runtime/identity-key-file.ts';
import { lockFolder } from '#runtime/folder-lock.ts';
import { SettingFault } from '#runtime/setting-fault.ts';
import { CATALOGUE } from '#scoring/catalogue.ts';
import type { RuleInForce } from '#scoring/rule-in-force.ts';
import { createOrmUserRepository } from '#store/access/orm-user-repository.ts';
import { createOrmApiKeyRepository } from '#store/access/orm-api-key-repository.ts';
import { type Database, type DatabaseLocation, openDatabase } from '#store/database.ts';
import { ensurePartitions } from '#store/events/partitions.ts';
import { openIdentityCipher } from '#store/identities/open-identity-cipher.ts';
import { rotateIdentityKey } from '#store/identities/rotate-identity-key.ts';
import { createOrmRuleRepository } from '#store/rules/orm-rule-repository.ts';
import { type Recount, recountStatistics } from '#store/statistics/recount/recount-statistics.ts';
import type { Config } from './config.ts';

/** Brings the configured database up to date and makes the partitions around today; answers the names of the migrations that ran. */
export const migrateDatabase = async (config: Config, log: Logger): Promise<readonly string[]> => {
  await using stack = new AsyncDisposableStack();
  const database = await openAlone(stack, config, log);
  const ran = await database.migrate();
  await ensurePartitions(database.sql, new Date());
  return ran;
};

/** Every rule of the code with its defaults. */
export const catalogueRules = (): readonly RuleInForce[] => CATALOGUE;

/** All law that decides: every entry, those of the past included. */
export const knownLaw = (): readonly LawEntry[] => LAW;

/** Gives every rule the settings of a preset; running processes follow within 2 s. */
export const applyRulePreset = (config: Config, log: Logger, preset: RulePresetName): Promise<void> =>
  withRules(config, log, (rules) => rules.applyPreset(preset));

/** Replaces the scores at which levels begin; running processes follow within 2 s. */
export const applyRuleLevels = (config: Config, log: Logger, levels: LevelThresholds): Promise<void> =>
  withRules(config, log, (rules) => rules.changeLevels(levels));

/** The keys a process is given. */
export const identityKeysOf = ({
  identityKey,
  nextIdentityKey,
  dataDir,
}: Config): { readonly key: Buffer; readonly next: Buffer | null } => ({
  key: identityKey ?? readOrMakeIdentityKey(dataDir),
  next: nextIdentityKey,
});

/** What a replaced key changed, and the file that holds the next one, if a file does. */
export type KeyReplacement = { readonly rows: number; readonly keyFile: string | null };

/** Puts the next identity key in the place of the key, while other processes that know both go on; rejects with a SettingFault where there is none. */
export const replaceIdentityKey = async (config: Config, log: Logger): Promise<KeyReplacement> => {
  const { nextIdentityKey } = config;
  if (nextIdentityKey === null) throw new SettingFault('IDENTITY_KEY_NEXT must be set: 64 hexadecimal digits, the key that comes next');
  await using stack = new AsyncDisposableStack();
  const database = await openAlone(stack, config, log);
  if (config.mode === 'embedded') await database.migrate();
  const cipher = await openIdentityCipher(database.sql, identityKeysOf(config));
  const rows = cipher.next === null ? 0 : await rotateIdentityKey({ sql: database.sql, cipher, now: () => new Date() });
  const isInFile = config.identityKey === null;
  return { rows, keyFile: isInFile ? replaceKeyFile(config.dataDir, nextIdentityKey) : null };
};

const RECOUNT_TRIES_MAX = 240;
const RECOUNT_PAUSE_MS = 500;

/** Counts all events anew and compares, or mends; waits two minutes for a worker that is counting, then rejects with a SettingFault. */
export const recount = async (config: Config, log: Logger, { isMending }: { readonly isMending: boolean }): Promise<Recount> => {
  await using stack = new AsyncDisposableStack();
  const database = await openAlone(stack, config, log);
  if (config.mode === 'embedded') await database.migrate();
  for (let tries = 0; tries < RECOUNT_TRIES_MAX; tries++) {
    // oxlint-disable-next-line no-await-in-loop -- one try after the other
    const found = await recountStatistics(database.sql, { now: new Date(), isMending });
    if (found !== null) return found;
    // oxlint-disable-next-line no-await-in-loop
    await pause(RECOUNT_PAUSE_MS);
  }
  throw new SettingFault('statistics are being counted or recounted elsewhere all the time: try again later');
};

const withRules = async (config: Config, log: Logger, work: (rules: RuleBook) => Promise<void>): Promise<void> => {
  await using stack = new AsyncDisposableStack();
  const database = await openAlone(stack, config, log);
  if (config.mode === 'embedded') await database.migrate();
  const rules = stack.use(await openRules(database, log));
  await work(rules);
};

export { type Accounts, randomPassword } from '#access/users/accounts.ts';

/** Works on the users of the database; running processes follow within 2 s. */
export const withAccounts = <Result>(config: Config, log: Logger, work: (accounts: Accounts) => Promise<Result>): Promise<Result> =>
  withDatabase(config, log, (database) => work(createAccounts({ users: createOrmUserRepository(database), now: () => new Date() })));

/** A new secret of an API key that is in no database yet. */
export const newInitialApiKey = (): string => newSecret('live', newKeyId());

/** Works on API keys; running processes follow within 2 s. */
export const withApiKeys = <Result>(config: Config, log: Logger, work: (keys: ApiKeyService) => Promise<Result>): Promise<Result> => {
  const book = { refresh: async () => undefined }; // this process lets nobody in
  return withDatabase(config, log, (database) =>
    work(createApiKeyService({ repository: createOrmApiKeyRepository(database), book, environment: 'live', now: () => new Date() })),
  );
};

const withDatabase = async <Result>(config: Config, log: Logger, work: (database: Database) => Promise<Result>): Promise<Result> => {
  await using stack = new AsyncDisposableStack();
  const database = await openAlone(stack, config, log);
  if (config.mode === 'embedded') await database.migrate();
  return await work(database);
};

/** An embedded database belongs to one process at a time. */
const openAlone = async (stack: AsyncDisposableStack, config: Config, log: Logger): Promise<Database> => {
  if (config.mode === 'embedded') stack.use(lockFolder(config.dataDir));
  return stack.use(await openDatabase(locationOf(config), log));
};

/** Where the configured database is; statements may be given less time than usual. */
export const locationOf = (config: Config, statementMsMax?: number): DatabaseLocation =>
  config.mode === 'embedded'
    ? { kind: 'pglite', folder: join(config.dataDir, 'pglite') }
    : {
        kind: 'postgres',
        url: config.databaseUrl,
        connectionsMax: config.databaseConnectionsMax,
        ...(statementMsMax !== undefined && { statementMsMax }),
      };

/** The rules of a database, followed while they are open. */
export const openRules = ({ orm }: Database, log: Logger): Promise<RuleBook> =>
  openRuleBook({ repository: createOrmRuleRepository(orm), catalogue: CATALOGUE, now: () => new Date(), log });

import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { announceHead } from '#access/audit/announce-head.ts';
import { createAuditDesk } from '#access/audit/audit-desk.ts';
import type { AlertBus } from '#alerts/alert-bus.ts';
import type { AlertFeed } from '#alerts/alert-feed.ts';
import { createMemoryAlertBus } from '#alerts/memory-alert-bus.ts';
import { createRedisAlertBus } from '#alerts/redis-alert-bus.ts';
import { createRingAlertFeed } from '#alerts/ring-alert-feed.ts';
import type { ApiPorts } from '#api/context.ts';
import type { CountryOfPrefix } from '#assessment/geo/country-of-prefix.ts';
import { openCountryDatabase } from '#assessment/geo/open-country-database.ts';
import { createAssessor } from '#assessment/assess-events.ts';
import { createPreview } from '#assessment/preview-events.ts';
import type { RuleBook } from '#assessment/rule-book.ts';
import { followAnomalyModel } from '#assessment/follow-anomaly-model.ts';
import { type Consumer, startConsumer } from '#consumer/consumer.ts';
import type { ActivityWindows } from '#facts/activity-windows.ts';
import { createMemoryActivityWindows } from '#facts/memory-activity-windows.ts';
import { createRedisActivityWindows } from '#facts/redis-activity-windows.ts';
import { createHealthServer } from '#http/health-server.ts';
import { healthChecks } from '#http/health-checks.ts';
import type { HealthCheck } from '#http/health.ts';
import { createHttpServer } from '#http/http-server.ts';
import { type BatchReceipts, RECEIPT_MS_KEPT, RECEIPTS_BYTES_MAX, RECEIPTS_MAX } from '#ingest/batch-receipts.ts';
import { createIngestService } from '#ingest/create-ingest-service.ts';
import { createRedisBatchReceipts } from '#ingest/redis-batch-receipts.ts';
import { startAnomalyTraining } from '#jobs/anomaly-training-job.ts';
import { startCounting } from '#jobs/counting-job.ts';
import { startHousekeeping } from '#jobs/housekeeping-job.ts';
import { lockFolder } from '#runtime/folder-lock.ts';
import { createRedisConnector } from '#runtime/redis-connector.ts';
import type { AnomalyModel } from '#scoring/anomaly/anomaly-model.ts';
import { createAnomalyModelReader } from '#store/anomaly/anomaly-model-table.ts';
import { createBatchReceiptTable } from '#store/embedded/batch-receipt-table.ts';
import { type Database, openDatabase } from '#store/database.ts';
import { createEntryTable } from '#store/embedded/entry-table.ts';
import { vacuumTables } from '#store/embedded/vacuum-tables.ts';
import { createEventStore } from '#store/events/event-store.ts';
import type { IdentityCipher } from '#store/identities/identity-cipher.ts';
import { openIdentityCipher } from '#store/identities/open-identity-cipher.ts';
import { createIdentityTable } from '#store/identities/identity-table.ts';
import { ensurePartitions } from '#store/events/partitions.ts';
import { readRecentActivity } from '#store/events/recent-activity.ts';
import { readRecentPlaces } from '#store/events/recent-places.ts';
import { createOrmPreferenceRepository } from '#store/preferences/orm-preference-repository.ts';
import { createSqlAlertLog } from '#store/alerts/sql-alert-log.ts';
import { createSqlAuditLog } from '#store/audit/sql-audit-log.ts';
import { createSqlReaders } from '#store/sql-readers.ts';
import { createEmbeddedEventStream } from '#stream/embedded-event-stream.ts';
import type { EventStream } from '#stream/event-stream.ts';
import { createRedisEventStream } from '#stream/redis-event-stream.ts';
import { readRedisHealth } from '#stream/redis-health.ts';
import { type Callers, type DemoCredentials, openCallers } from '#composition/callers.ts';
import { databaseLocation } from '#composition/database-location.ts';
import { identityKeysOf } from '#composition/identity-keys.ts';
import { openRules } from '#composition/open-rules.ts';
import { openRateLimits } from '#composition/rate-limits.ts';
import { answerSubjects, openSubjects } from '#composition/subjects.ts';
import { type Config, ConfigError } from './config.ts';

/** Which parts of the work a process does. */
export const ROLES = ['all', 'api', 'worker'] as const;
export type Role = (typeof ROLES)[number];

/** A running process. Disposing stops accepting, finishes what is in hand and closes everything. */
export type App = {
  /** Where it listens, e.g. `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Events newly stored by this process. */
  storedCount(): number;
  /** Alerts in the log as far as this process knows. */
  alertCount(): number;
  /** What callers of a demo show; null otherwise. */
  readonly demo: DemoCredentials | null;
} & AsyncDisposable;

/** Events one training of the anomaly model reads at most, twice: PGlite does nothing else while it counts them. */
const TRAINING_EVENTS_MAX = { embedded: 50_000, server: 500_000 } as const;
/** Events the statistics count in one transaction: PGlite does nothing else meanwhile, and a worker's events and alerts wait for its turns. */
const COUNTED_EVENTS_MAX = { embedded: 1_000, server: 5_000 } as const;
/** How long what stops may wait for a database that does not answer; the process has 30 s for everything. */
const STOP_PATIENCE_MS = 12_000;
/** The consumer group of the stream. */
const CONSUMER_GROUP = 'playguard';

/** What a process is to do; a demo makes credentials for whoever looks at it. */
export type AppRequest = { readonly role: Role; readonly isDemo?: boolean; readonly log: Logger };

/** Opens what the configuration names and starts the role; rejects when a server cannot be reached or the database is not up to date. */
export const startApp = async (config: Config, { role, isDemo = false, log }: AppRequest): Promise<App> => {
  if (config.mode === 'embedded' && role !== 'all')
    throw new ConfigError(`--role ${role} needs DATABASE_URL and REDIS_URL: an embedded server is one process`);
  await using stack = new AsyncDisposableStack();
  const countryOfPrefix = await openCountryDatabase(config.geoipDatabase);
  const opening: Opening = { config, role, isDemo, log, stack, countryOfPrefix };
  const parts = config.mode === 'embedded' ? await openEmbeddedParts(opening) : await openServerParts(opening);
  const judging = await openJudging(opening, parts);
  const consumer = role === 'api' ? null : startConsuming(opening, parts, judging);
  const serving = role === 'worker' ? null : await createServing(opening, parts, judging);
  const listening = { health: healthOf(parts, config), ...config.http, log };
  const http = stack.use(
    serving ? await createHttpServer({ ...listening, ...serving.callers, ports: serving.ports }) : await createHealthServer(listening),
  );
  stack.defer(() => void setTimeout(parts.database.hurry, STOP_PATIENCE_MS).unref());
  const running = stack.move();
  return {
    url: http.url,
    storedCount: () => consumer?.storedCount() ?? 0,
    alertCount: () => serving?.feed.head() ?? 0,
    demo: serving?.callers.demo ?? null,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
};

const now = (): Date => new Date();

/** While a process opens: whatever is opened goes on the stack, and is closed in the opposite order. */
type Opening = {
  readonly config: Config;
  readonly role: Role;
  readonly isDemo: boolean;
  readonly log: Logger;
  readonly stack: AsyncDisposableStack;
  readonly countryOfPrefix: CountryOfPrefix;
};

/** What differs between the two ways to run. */
type Parts = {
  readonly database: Database;
  readonly cipher: IdentityCipher;
  readonly stream: EventStream;
  readonly receipts: BatchReceipts;
  readonly windows: ActivityWindows;
  readonly bus: AlertBus;
  readonly redis: Redis | null;
};

const openEmbeddedParts = async ({ config, log, stack, countryOfPrefix }: Opening): Promise<Parts> => {
  stack.use(lockFolder(config.dataDir));
  const database = stack.use(await openDatabase(databaseLocation(config), log));
  await database.migrate();
  const cipher = await prepareDatabase(config, database);
  const { sql } = database;
  const { claimIdleMs, shards } = config.stream;
  const stream = stack.use(
    await createEmbeddedEventStream({ table: createEntryTable(sql), durability: 'DATABASE_UNSYNCED', shards, claimIdleMs, log }),
  );
  const windows = stack.use(createMemoryActivityWindows());
  for await (const activities of readRecentActivity(sql, now())) windows.remember(activities);
  for await (const places of readRecentPlaces(sql, { now: now(), countryOfPrefix })) windows.remember(places);
  const receipts = createBatchReceiptTable(sql, { keptMs: RECEIPT_MS_KEPT, receiptsMax: RECEIPTS_MAX, bytesMax: RECEIPTS_BYTES_MAX });
  return { database, cipher, stream, receipts, windows, bus: stack.use(createMemoryAlertBus({ log })), redis: null };
};

const openServerParts = async ({ config, role, log, stack }: Opening): Promise<Parts> => {
  const statementMsMax = role === 'api' ? config.http.operationMsMax : undefined; // what a worker does is nobody's operation
  const database = stack.use(await openDatabase(databaseLocation(config, statementMsMax), log));
  if (role === 'all') await database.migrate();
  const pending = await database.pendingMigrations();
  if (pending.length > 0) throw new ConfigError(`the database is ${pending.length} migrations behind: run \`playguard migrate\` first`);
  const cipher = await prepareDatabase(config, database);
  const connect = createRedisConnector({ url: config.redisUrl, log });
  const redis = await connect('shared');
  stack.defer(() => redis.disconnect());
  const { redisPrefix: prefix } = config;
  const { claimIdleMs, shards } = config.stream;
  const consumer = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const stream = stack.use(await createRedisEventStream({ connect, prefix, shards, group: CONSUMER_GROUP, consumer, claimIdleMs, log }));
  const windows = stack.use(createRedisActivityWindows({ redis, prefix, shards }));
  const bus = stack.use(await createRedisAlertBus({ connect, channel: `${prefix}alerts`, log }));
  return { database, cipher, stream, receipts: createRedisBatchReceipts({ redis, prefix }), windows, bus, redis };
};

/** What traffic needs at once; older days get their partition with their first event, or within a minute by housekeeping. */
const DAYS_BACK_AT_START = 1;

const prepareDatabase = async (config: Config, { sql }: Database): Promise<IdentityCipher> => {
  const cipher = await openIdentityCipher(sql, identityKeysOf(config));
  await ensurePartitions(sql, now(), DAYS_BACK_AT_START);
  return cipher;
};

const startConsuming = ({ config, log, stack, countryOfPrefix }: Opening, parts: Parts, { rules, anomalyModel }: Judging): Consumer => {
  const { database, cipher, stream, windows, bus } = parts;
  const vacuum = database.kind === 'pglite' ? () => vacuumTables(database.sql) : null;
  stack.use(startHousekeeping({ sql: database.sql, vacuum, now, log }));
  stack.use(startCounting({ sql: database.sql, eventsMax: COUNTED_EVENTS_MAX[config.mode], log }));
  stack.use(startAnomalyTraining({ sql: database.sql, eventsMax: TRAINING_EVENTS_MAX[config.mode], now, log }));
  answerSubjects({ database, cipher, windows, mode: config.mode, now, log, stack });
  const identities = createIdentityTable(database.sql, cipher);
  return stack.use(
    startConsumer({
      ...config.consumer,
      name: 'lane',
      stream,
      bus,
      store: createEventStore(database.sql, identities, { cipher, isFullIpStored: config.isFullIpStored }),
      countryOfPrefix,
      assessor: createAssessor({ windows, ruleset: rules.ruleset, anomalyModel, now }),
      alertPolicy: rules.byKey,
      now,
      log,
    }),
  );
};

const createServing = async (
  { config, isDemo, log, stack, countryOfPrefix }: Opening,
  parts: Parts,
  { rules, anomalyModel }: Judging,
): Promise<Serving> => {
  const { database, cipher, stream, receipts, bus, redis } = parts;
  const { sql } = database;
  const identities = createIdentityTable(sql, cipher);
  const alertLog = createSqlAlertLog(sql);
  const feed = stack.use(await createRingAlertFeed({ log: alertLog, bus, logger: log }));
  const preferences = createOrmPreferenceRepository(database);
  const preview = createPreview({ subjects: identities, preferences, countryOfPrefix, ruleset: rules.ruleset, anomalyModel, now });
  const auditLog = createSqlAuditLog(sql, now);
  stack.use(announceHead(auditLog, log));
  const audit = stack.use(createAuditDesk({ auditLog, now, log }));
  const { limiter, quotas } = openRateLimits({ config, redis, cipher, now, log });
  const callers = await openCallers({ config, isDemo, database, cipher, limiter, now, log, stack });
  const subjects = await openSubjects({ database, cipher, audit, log, stack });
  const { isErased } = subjects;
  const ingest = createIngestService({ ...config.stream, stream, receipts, preview, isErased, now, newId: randomUUID, log });
  const ports: ApiPorts = {
    audit,
    auditLog,
    ingest,
    ...callers.ports,
    ...createSqlReaders(sql, { mode: config.mode, now }),
    subjects: identities,
    alertLog,
    feed,
    stream,
    anomalyModels: createAnomalyModelReader(sql),
    identify: identities.identify,
    preferences,
    ...subjects.ports,
    rules,
    quotas,
    now,
    log,
  };
  return { ports, feed, callers };
};

type Serving = { readonly ports: ApiPorts; readonly feed: AlertFeed; readonly callers: Callers };

/** What scores depend on besides events and facts; it changes while the process runs. */
type Judging = { readonly rules: RuleBook; readonly anomalyModel: () => AnomalyModel | null };

const openJudging = async ({ log, stack }: Opening, { database }: Parts): Promise<Judging> => {
  const rules = stack.use(await openRules(database, log));
  const anomaly = stack.use(followAnomalyModel({ models: createAnomalyModelReader(database.sql), log }));
  return { rules, anomalyModel: anomaly.current };
};

const healthOf = ({ database, stream, redis }: Parts, { lagMsMax }: Config): readonly HealthCheck[] =>
  healthChecks({
    database: { kind: database.kind, ping: () => database.sql.query('select 1'), pendingMigrations: database.pendingMigrations },
    lagMs: async () => (await stream.status()).lagMs,
    lagMsMax,
    eviction: redis === null ? null : () => readRedisHealth(redis),
  });

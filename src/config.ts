import type { IdentityProvider } from '#access/tokens/provider-token-check.ts';
import { contradictions, DEFAULT_LANES, ENVIRONMENT, type Environment, PRODUCTION } from '#composition/environment.ts';
import type { RequestRates } from '#access/limits/caller-quotas.ts';
import type { Site } from '#http/browsers/site.ts';
import type { OperationLimits } from '#http/limits/operation-limits.ts';
import type { PersistedSettings } from '#http/persisted/persisted-operations.ts';
import { readSecretSettings } from '#runtime/secret-settings.ts';
import { SettingFault } from '#runtime/setting-fault.ts';

/** Everything a process may be told, parsed once from the environment. */
export type Config = {
  readonly http: {
    /** The address it listens on. */
    readonly host: string;
    readonly port: number;
    readonly site: Site;
    readonly operationMsMax: number;
    readonly limits: OperationLimits;
    readonly persisted: PersistedSettings;
    /** Proxies (addresses or CIDRs) whose X-Forwarded-For is believed. */
    readonly trustedProxies: readonly string[];
    readonly connectionsPerPrincipalMax: number;
    /** Never in production, nor where its own operations would be refused. */
    readonly hasGraphiql: boolean;
  };
  /** Requests a minute, and whether they pass while Redis, which counts them, is away. */
  readonly rates: RequestRates & { readonly whenAway: 'allow' | 'refuse' };
  readonly log: { readonly level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent' };
  /** Embedded: one process, PGlite in `dataDir`. Server: PostgreSQL and Redis, any number of processes. */
  readonly mode: 'embedded' | 'server';
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly databaseConnectionsMax: number;
  readonly redisUrl: string;
  readonly redisPrefix: string;
  /** 32 bytes, or null to keep one in `dataDir`. */
  readonly identityKey: Buffer | null;
  /** What replaces it; null unless it is being replaced. */
  readonly nextIdentityKey: Buffer | null;
  /** Who signs people in; null when we do. */
  readonly identityProvider: IdentityProvider | null;
  /** Nothing made for trying things out is started. */
  readonly isProduction: boolean;
  /** The first API key, for whoever sets Playguard up, or null to keep one in `dataDir`. */
  readonly initialApiKey: string | null;
  readonly stream: { readonly shards: number; readonly claimIdleMs: number; readonly backlogEventsMax: number };
  readonly consumer: { readonly lanes: number; readonly batchEvents: number };
  /** Whether events keep their whole IP address, encrypted, beside its prefix. */
  readonly isFullIpStored: boolean;
  /** An MMDB file with countries, or null for the one that is shipped. */
  readonly geoipDatabase: string | null;
  /** /readyz says no when the oldest waiting event is older. */
  readonly lagMsMax: number;
};

/** The environment is not usable; `message` names every mistake, never a value. */
export class ConfigError extends SettingFault {
  override readonly name = 'ConfigError';
}

/** What may be kept in a file that `NAME_FILE` names. */
const SECRETS = ['DATABASE_URL', 'REDIS_URL', 'IDENTITY_KEY', 'IDENTITY_KEY_NEXT', 'INITIAL_API_KEY'] as const;

/** Parses the environment, and reads the files of secrets that it names; throws a ConfigError that reports all mistakes together. */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const secrets = readSecretSettings(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')), SECRETS);
  const given = Object.fromEntries(Object.entries(secrets.settings).filter(([, value]) => value !== undefined));
  const parsed = ENVIRONMENT.safeParse(given);
  const mistakes = [...secrets.mistakes, ...(parsed.error?.issues.map(describe) ?? []), ...contradictions(given)];
  if (!parsed.success || mistakes.length > 0) throw new ConfigError(['the environment is not usable:', ...mistakes].join('\n  '));
  return configOf(parsed.data);
};

const configOf = (settings: Environment): Config => {
  const mode = settings.DATABASE_URL === undefined ? 'embedded' : 'server';
  return {
    http: httpOf(settings),
    rates: {
      perAddress: settings.REQUESTS_PER_MINUTE_PER_ADDRESS,
      anonymous: settings.REQUESTS_PER_MINUTE_ANONYMOUS,
      whenAway: settings.RATE_LIMIT_WHEN_AWAY,
    },
    log: { level: settings.LOG_LEVEL },
    mode,
    dataDir: settings.DATA_DIR,
    databaseUrl: settings.DATABASE_URL ?? '',
    databaseConnectionsMax: settings.DATABASE_CONNECTIONS_MAX,
    redisUrl: settings.REDIS_URL ?? '',
    redisPrefix: settings.REDIS_PREFIX,
    identityKey: settings.IDENTITY_KEY ?? null,
    nextIdentityKey: settings.IDENTITY_KEY_NEXT ?? null,
    identityProvider: identityProviderOf(settings),
    isProduction: settings.NODE_ENV === PRODUCTION,
    initialApiKey: settings.INITIAL_API_KEY ?? null,
    stream: { shards: settings.STREAM_SHARDS, claimIdleMs: settings.CLAIM_IDLE_MS, backlogEventsMax: settings.BACKLOG_EVENTS_MAX },
    consumer: {
      lanes: settings.CONSUMER_LANES ?? DEFAULT_LANES[mode],
      batchEvents: settings.CONSUMER_BATCH_EVENTS ?? DEFAULT_BATCH_EVENTS[mode],
    },
    isFullIpStored: settings.STORE_FULL_IP === 'true',
    geoipDatabase: settings.GEOIP_DATABASE ?? null,
    lagMsMax: settings.LAG_MS_MAX,
  };
};

const identityProviderOf = (settings: Environment): IdentityProvider | null => {
  const { JWKS_URL: jwksUrl, JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_ROLE_CLAIM: roleClaim } = settings;
  if (jwksUrl === undefined || issuer === undefined || audience === undefined) return null;
  return { jwksUrl, issuer, audience, roleClaim: roleClaim ?? DEFAULT_ROLE_CLAIM };
};

const httpOf = (settings: Environment): Config['http'] => {
  const isRequired = settings.PERSISTED_OPERATIONS_ONLY === 'true';
  return {
    host: settings.HOST,
    port: settings.PORT,
    site: { publicUrl: settings.PUBLIC_URL ?? null, allowedHosts: settings.ALLOWED_HOSTS, corsOrigins: settings.CORS_ORIGINS },
    operationMsMax: settings.OPERATION_TIMEOUT_MS,
    limits: operationLimitsOf(settings),
    trustedProxies: settings.TRUSTED_PROXIES,
    connectionsPerPrincipalMax: settings.CONNECTIONS_PER_PRINCIPAL_MAX,
    persisted: { isRequired, file: settings.PERSISTED_OPERATIONS_FILE ?? null },
    hasGraphiql: settings.NODE_ENV !== PRODUCTION && !isRequired,
  };
};

const operationLimitsOf = (settings: Environment): OperationLimits => ({
  depthMax: settings.OPERATION_DEPTH_MAX,
  aliasesMax: settings.OPERATION_ALIASES_MAX,
  directivesMax: settings.OPERATION_DIRECTIVES_MAX,
  tokensMax: settings.OPERATION_TOKENS_MAX,
  costMax: settings.OPERATION_COST_MAX,
});

const DEFAULT_ROLE_CLAIM = 'role';
const DEFAULT_BATCH_EVENTS = { embedded: 500, server: 2_000 } as const;

const describe = ({ path, message }: { readonly path: readonly PropertyKey[]; readonly message: string }): string =>
  `${path.join('.')} ${message}`;

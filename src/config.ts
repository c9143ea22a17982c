import { isIP } from 'node:net';
import { z } from 'zod';
import { parseSecret } from '#access/keys/api-key-secret.ts';
import type { IdentityProvider } from '#access/tokens/provider-token-check.ts';
import type { RequestRates } from '#access/limits/caller-quotas.ts';
import type { Site } from '#http/browsers/site.ts';
import { isProxyRange } from '#http/callers/client-address.ts';
import { CONNECTIONS_PER_PRINCIPAL_MAX } from '#http/callers/connection-count.ts';
import { OPERATION_MS_MAX } from '#http/limits/execute-in-time.ts';
import { OPERATION_LIMITS, type OperationLimits } from '#http/limits/operation-limits.ts';
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

const configOf = (settings: z.infer<typeof ENVIRONMENT>): Config => {
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

const identityProviderOf = (settings: z.infer<typeof ENVIRONMENT>): IdentityProvider | null => {
  const { JWKS_URL: jwksUrl, JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_ROLE_CLAIM: roleClaim } = settings;
  if (jwksUrl === undefined || issuer === undefined || audience === undefined) return null;
  return { jwksUrl, issuer, audience, roleClaim: roleClaim ?? DEFAULT_ROLE_CLAIM };
};

const httpOf = (settings: z.infer<typeof ENVIRONMENT>): Config['http'] => {
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

const operationLimitsOf = (settings: z.infer<typeof ENVIRONMENT>): OperationLimits => ({
  depthMax: settings.OPERATION_DEPTH_MAX,
  aliasesMax: settings.OPERATION_ALIASES_MAX,
  directivesMax: settings.OPERATION_DIRECTIVES_MAX,
  tokensMax: settings.OPERATION_TOKENS_MAX,
  costMax: settings.OPERATION_COST_MAX,
});

const PRODUCTION = 'production';
const DEFAULT_ROLE_CLAIM = 'role';
/** PGlite has one connection and holds the event loop while it works. */
const DEFAULT_LANES = { embedded: 1, server: 3 } as const;
const DEFAULT_CONNECTIONS_MAX = 10;
const DEFAULT_BATCH_EVENTS = { embedded: 500, server: 2_000 } as const;

const whole = (least: number, most: number) =>
  z.coerce
    .number(`must be a whole number from ${least} to ${most}`)
    .int(`must be a whole number from ${least} to ${most}`)
    .min(least, `must be a whole number from ${least} to ${most}`)
    .max(most, `must be a whole number from ${least} to ${most}`);
const address = (...protocols: readonly string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be an address beginning with ${protocols.join(' or ')}//`,
    );

/** Keys that decide who is let in come over TLS, or do not leave the machine. */
const isPrivateAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK_NAMES.has(hostname));
};
const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
const listOf = (isItem: (text: string) => boolean, fault: string) =>
  z
    .string()
    .transform((text) => text.split(',').map((item) => item.trim()))
    .refine((items) => items.every(isItem), fault);

const HOST_NAME = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i;
const isOrigin = (text: string): boolean => /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;

const KEY_HEX = /^[0-9a-f]{64}$/i;
const keyOfHex = z
  .string()
  .regex(KEY_HEX, 'must be 64 hexadecimal digits: 32 random bytes')
  .transform((hex) => Buffer.from(hex, 'hex'));

const ENVIRONMENT = z.object({
  HOST: z
    .string()
    .refine((text) => isIP(text) !== 0 || text === 'localhost', 'must be an address to listen on: 127.0.0.1, 0.0.0.0 or ::')
    .default('127.0.0.1'),
  PORT: whole(0, 65_535).default(4_000),
  PUBLIC_URL: address('http:', 'https:').optional(),
  ALLOWED_HOSTS: listOf((text) => HOST_NAME.test(text), 'must be names of hosts, without ports, with commas between them').default([]),
  CORS_ORIGINS: listOf(isOrigin, 'must be origins such as https://dashboard.example, with commas between them').default([]),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be fatal, error, warn, info, debug, trace or silent')
    .default('info'),
  NODE_ENV: z.string().optional(),
  DATA_DIR: z.string().min(1, 'must not be empty').default('./data'),
  DATABASE_URL: address('postgres:', 'postgresql:').optional(),
  DATABASE_CONNECTIONS_MAX: whole(4, 200).default(DEFAULT_CONNECTIONS_MAX),
  REDIS_URL: address('redis:', 'rediss:').optional(),
  REDIS_PREFIX: z.string().max(100, 'must be at most 100 characters').default('playguard:'),
  IDENTITY_KEY: keyOfHex.optional(),
  IDENTITY_KEY_NEXT: keyOfHex.optional(),
  INITIAL_API_KEY: z
    .string()
    .refine((text) => parseSecret(text) !== null, 'must be a whole API key: `playguard keys generate` makes one')
    .optional(),
  JWKS_URL: z.string().refine(isPrivateAddress, 'must be an address beginning with https:// (http:// on this machine alone)').optional(),
  JWT_ISSUER: z.string().max(2_000, 'must be at most 2000 characters').optional(),
  JWT_AUDIENCE: z.string().max(2_000, 'must be at most 2000 characters').optional(),
  JWT_ROLE_CLAIM: z.string().max(200, 'must be at most 200 characters').optional(),
  REQUESTS_PER_MINUTE_PER_ADDRESS: whole(1, 100_000_000).default(6_000),
  REQUESTS_PER_MINUTE_ANONYMOUS: whole(1, 100_000_000).default(120),
  RATE_LIMIT_WHEN_AWAY: z.enum(['allow', 'refuse'], 'must be allow or refuse').default('allow'),
  CONNECTIONS_PER_PRINCIPAL_MAX: whole(1, 20_000).default(CONNECTIONS_PER_PRINCIPAL_MAX),
  TRUSTED_PROXIES: listOf(isProxyRange, 'must be addresses or CIDRs with commas between them').default([]),
  STREAM_SHARDS: whole(1, 64).default(1),
  CLAIM_IDLE_MS: whole(100, 3_600_000).default(30_000),
  BACKLOG_EVENTS_MAX: whole(1_000, 100_000_000).default(1_000_000),
  CONSUMER_LANES: whole(1, 16).optional(),
  CONSUMER_BATCH_EVENTS: whole(1, 10_000).optional(),
  STORE_FULL_IP: z.enum(['true', 'false'], 'must be true or false').default('false'),
  GEOIP_DATABASE: z.string().optional(),
  LAG_MS_MAX: whole(1_000, 86_400_000).default(60_000),
  PERSISTED_OPERATIONS_ONLY: z.enum(['true', 'false'], 'must be true or false').default('false'),
  PERSISTED_OPERATIONS_FILE: z.string().optional(),
  OPERATION_DEPTH_MAX: whole(5, 50).default(OPERATION_LIMITS.depthMax),
  OPERATION_ALIASES_MAX: whole(0, 1_000).default(OPERATION_LIMITS.aliasesMax),
  OPERATION_DIRECTIVES_MAX: whole(0, 1_000).default(OPERATION_LIMITS.directivesMax),
  OPERATION_TOKENS_MAX: whole(100, 100_000).default(OPERATION_LIMITS.tokensMax),
  OPERATION_TIMEOUT_MS: whole(100, 600_000).default(OPERATION_MS_MAX),
  OPERATION_COST_MAX: whole(100, 10_000_000).default(OPERATION_LIMITS.costMax),
});

const describe = ({ path, message }: { readonly path: readonly PropertyKey[]; readonly message: string }): string =>
  `${path.join('.')} ${message}`;

/** Connections of a worker that its lanes do not hold: for housekeeping and for health checks. */
const CONNECTIONS_BESIDE_LANES = 2;

/** Settings that are fine alone and not together. */
const contradictions = (given: Readonly<Record<string, unknown>>): readonly string[] => {
  const hasDatabase = 'DATABASE_URL' in given;
  const problems: string[] = [];
  if (hasDatabase !== 'REDIS_URL' in given) {
    problems.push(
      `${hasDatabase ? 'REDIS_URL' : 'DATABASE_URL'} must be set too: server mode needs DATABASE_URL and REDIS_URL, embedded mode neither`,
    );
  }
  if (given['NODE_ENV'] === PRODUCTION && hasDatabase && !('IDENTITY_KEY' in given)) {
    problems.push('IDENTITY_KEY must be set in production: 64 hexadecimal digits, the same for every process');
  }
  problems.push(...secretProblems(given), ...providerProblems(given));
  const lanes = Number(given['CONSUMER_LANES'] ?? DEFAULT_LANES.server);
  const connections = Number(given['DATABASE_CONNECTIONS_MAX'] ?? DEFAULT_CONNECTIONS_MAX);
  if (hasDatabase && connections < lanes + CONNECTIONS_BESIDE_LANES) {
    problems.push(`DATABASE_CONNECTIONS_MAX must be at least CONSUMER_LANES + ${CONNECTIONS_BESIDE_LANES}: each lane holds one`);
  }
  return problems;
};

/** Fewer different digits than this no random secret has: such a one was typed, or copied from an example. */
const DISTINCT_DIGITS_MIN = 8;

const secretProblems = (given: Readonly<Record<string, unknown>>): readonly string[] => {
  if (given['NODE_ENV'] !== PRODUCTION) return [];
  return ['IDENTITY_KEY', 'IDENTITY_KEY_NEXT', 'INITIAL_API_KEY']
    .filter((name) => name in given && new Set(/[0-9a-f]{64}/i.exec(String(given[name]))?.[0]).size < DISTINCT_DIGITS_MIN)
    .map((name) => `${name} must be random in production: this one is a default that everybody can guess`);
};

const providerProblems = (given: Readonly<Record<string, unknown>>): readonly string[] => {
  if ('JWKS_URL' in given) {
    return ['JWT_ISSUER', 'JWT_AUDIENCE']
      .filter((name) => !(name in given))
      .map((name) => `${name} must be set too: JWKS_URL alone does not say whose tokens are taken`);
  }
  return ['JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_ROLE_CLAIM']
    .filter((name) => name in given)
    .map((name) => `${name} means nothing without JWKS_URL: set that, or take this away`);
};

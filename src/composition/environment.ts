import { isIP } from 'node:net';
import { z } from 'zod';
import { parseSecret } from '#access/keys/api-key-secret.ts';
import { isProxyRange } from '#http/callers/client-address.ts';
import { CONNECTIONS_PER_PRINCIPAL_MAX } from '#http/callers/connection-count.ts';
import { OPERATION_MS_MAX } from '#http/limits/execute-in-time.ts';
import { OPERATION_LIMITS } from '#http/limits/operation-limits.ts';

/** The value of NODE_ENV under which nothing made for trying things out is started. */
export const PRODUCTION = 'production';
/** PGlite has one connection and holds the event loop while it works. */
export const DEFAULT_LANES = { embedded: 1, server: 3 } as const;
const DEFAULT_CONNECTIONS_MAX = 10;

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

/** What the environment may say, each setting for itself. */
export const ENVIRONMENT = z.object({
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

/** The environment, read. */
export type Environment = z.infer<typeof ENVIRONMENT>;

/** Connections of a worker that its lanes do not hold: for housekeeping and for health checks. */
const CONNECTIONS_BESIDE_LANES = 2;

/** What is wrong with settings that are fine alone and not together. */
export const contradictions = (given: Readonly<Record<string, unknown>>): readonly string[] => {
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

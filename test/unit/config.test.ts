import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OPERATION_LIMITS } from '#http/limits/operation-limits.ts';
import { ConfigError, readConfig } from '#config.ts';
import { TEST_API_KEY } from '../support/test-api-key.ts';

const SERVER = { DATABASE_URL: 'postgres://localhost/playguard', REDIS_URL: 'redis://localhost:6379' };

const GUESSABLE_KEY = `pg_test_${'0'.repeat(12)}_${'0'.repeat(64)}_d3789221`;
const RANDOM_KEY = '7f3a9c1e5b8d2046'.repeat(4);

const mistakesOf = (env: Record<string, string>): string => {
  try {
    readConfig(env);
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return String(error);
  }
};

describe('the configuration', () => {
  it('needs no setting to run embedded', () => {
    expect(readConfig({})).toMatchObject({
      mode: 'embedded',
      http: { port: 4000 },
      dataDir: './data',
      consumer: { lanes: 1, batchEvents: 500 },
    });
  });

  it.each([
    ['by default', {}, { isRequired: false, file: null }, true],
    ['in production', { NODE_ENV: 'production' }, { isRequired: false, file: null }, false],
    [
      'that are published alone',
      { PERSISTED_OPERATIONS_ONLY: 'true', PERSISTED_OPERATIONS_FILE: './more.json' },
      { isRequired: true, file: './more.json' },
      false,
    ],
  ])('takes operations %s', (_case, env, persisted, hasGraphiql) => {
    expect(readConfig(env).http).toMatchObject({ persisted, hasGraphiql });
  });

  it('takes limits of operations', () => {
    expect(readConfig({}).http.limits).toEqual(OPERATION_LIMITS);
    const env = { OPERATION_DEPTH_MAX: '5', OPERATION_ALIASES_MAX: '0', OPERATION_DIRECTIVES_MAX: '1', OPERATION_TOKENS_MAX: '100' };
    const limits = { depthMax: 5, aliasesMax: 0, directivesMax: 1, tokensMax: 100, costMax: 200 };
    expect(readConfig({ ...env, OPERATION_COST_MAX: '200' }).http.limits).toEqual(limits);
    expect(mistakesOf({ OPERATION_DEPTH_MAX: '1' })).toContain('OPERATION_DEPTH_MAX must be a whole number from 5 to 50');
  });

  it('takes limits of callers', () => {
    expect(readConfig({})).toMatchObject({
      rates: { perAddress: 6_000, anonymous: 120, whenAway: 'allow' },
      http: { trustedProxies: [], connectionsPerPrincipalMax: 1_000 },
    });
    const env = { RATE_LIMIT_WHEN_AWAY: 'refuse', TRUSTED_PROXIES: '10.0.0.0/8, ::1' };
    expect(readConfig(env)).toMatchObject({ rates: { whenAway: 'refuse' }, http: { trustedProxies: ['10.0.0.0/8', '::1'] } });
    const site = { PUBLIC_URL: 'https://playguard.example', ALLOWED_HOSTS: 'a.example, b', CORS_ORIGINS: 'https://c.example' };
    expect(readConfig({ ...site, HOST: '0.0.0.0', OPERATION_TIMEOUT_MS: '5000' }).http).toMatchObject({
      host: '0.0.0.0',
      site: { publicUrl: 'https://playguard.example', allowedHosts: ['a.example', 'b'], corsOrigins: ['https://c.example'] },
      operationMsMax: 5_000,
    });
    for (const origin of ['*', 'https://c.example/', 'c.example'])
      expect(mistakesOf({ CORS_ORIGINS: origin })).toContain('CORS_ORIGINS must be');
    for (const hosts of ['a.example:80', '*']) expect(mistakesOf({ ALLOWED_HOSTS: hosts })).toContain('ALLOWED_HOSTS must be');
    expect(mistakesOf({ HOST: 'playguard.example' })).toContain('HOST must be an address');
    expect(mistakesOf({ TRUSTED_PROXIES: '10.0.0.1,proxy' })).toContain('TRUSTED_PROXIES must be addresses or CIDRs');
  });

  it('is server mode with a database and Redis', () => {
    expect(readConfig(SERVER)).toMatchObject({ mode: 'server', consumer: { lanes: 3, batchEvents: 2000 } });
  });

  it('takes an empty setting as none', () => {
    expect(readConfig({ DATABASE_URL: '', REDIS_URL: '', PORT: '' })).toMatchObject({ mode: 'embedded', http: { port: 4000 } });
  });

  it('reports every mistake at once, and no value', () => {
    const said = mistakesOf({
      PORT: '99999',
      LOG_LEVEL: 'loud',
      IDENTITY_KEY: 'hunter2',
      DATABASE_URL: 'mysql://user:hunter2@db',
      STREAM_SHARDS: '0',
    });
    for (const name of ['PORT', 'LOG_LEVEL', 'IDENTITY_KEY', 'DATABASE_URL', 'REDIS_URL', 'STREAM_SHARDS']) expect(said).toContain(name);
    expect(said).not.toContain('hunter2');
  });

  it.each([
    ['a database without Redis', { DATABASE_URL: SERVER.DATABASE_URL }, 'REDIS_URL must be set too'],
    ['Redis without a database', { REDIS_URL: SERVER.REDIS_URL }, 'DATABASE_URL must be set too'],
    ['production without an identity key', { ...SERVER, NODE_ENV: 'production' }, 'IDENTITY_KEY must be set in production'],
    [
      'an identity key that everybody can guess in production',
      { ...SERVER, NODE_ENV: 'production', IDENTITY_KEY: '0123'.repeat(16) },
      'IDENTITY_KEY must be random in production',
    ],
    [
      'an API key that everybody can guess in production',
      { NODE_ENV: 'production', INITIAL_API_KEY: GUESSABLE_KEY },
      'INITIAL_API_KEY must be random',
    ],
    ['an identity provider without issuer', { JWKS_URL: 'https://id.example/jwks', JWT_AUDIENCE: 'us' }, 'JWT_ISSUER must be set too'],
    ['an identity provider without audience', { JWKS_URL: 'https://id.example/jwks', JWT_ISSUER: 'id' }, 'JWT_AUDIENCE must be set too'],
    ['an issuer of no identity provider', { JWT_ISSUER: 'id' }, 'JWT_ISSUER means nothing without JWKS_URL'],
    ['keys that come in the open', { JWKS_URL: 'http://id.example/jwks' }, 'JWKS_URL must be an address beginning with https://'],
    [
      'a secret twice',
      { IDENTITY_KEY: RANDOM_KEY, IDENTITY_KEY_FILE: '/dev/null' },
      'IDENTITY_KEY and IDENTITY_KEY_FILE exclude each other',
    ],
    ['an empty file', { IDENTITY_KEY_FILE: '/dev/null' }, 'IDENTITY_KEY_FILE names a file that is empty'],
    ['a file that is not there', { DATABASE_URL_FILE: '/nowhere/at-all' }, 'DATABASE_URL_FILE names a file that cannot be read'],
    ['an identity key of the wrong length', { IDENTITY_KEY: 'ab'.repeat(31) }, 'IDENTITY_KEY must be 64 hexadecimal digits'],
    ['more lanes than connections', { ...SERVER, CONSUMER_LANES: '9' }, 'DATABASE_CONNECTIONS_MAX must be at least CONSUMER_LANES + 2'],
    ['fewer connections than lanes need', { ...SERVER, DATABASE_CONNECTIONS_MAX: '4' }, 'DATABASE_CONNECTIONS_MAX must be at least'],
    ['a choice that is neither true nor false', { STORE_FULL_IP: 'yes' }, 'STORE_FULL_IP must be true or false'],
    ['a port that is no number', { PORT: 'http' }, 'PORT must be a whole number from 0 to 65535'],
  ])('refuses %s', (_what, env, said) => {
    expect(mistakesOf(env)).toContain(said);
  });

  it('takes as many lanes as the connections allow, and does not count them without a server', () => {
    expect(readConfig({ ...SERVER, CONSUMER_LANES: '8' })).toMatchObject({ consumer: { lanes: 8 } });
    expect(readConfig({ CONSUMER_LANES: '16' })).toMatchObject({ consumer: { lanes: 16 } });
  });

  it.each([
    [{}, false],
    [{ STORE_FULL_IP: 'false' }, false],
    [{ STORE_FULL_IP: 'true' }, true],
  ])('given %j keeps whole addresses: %s', (env, isFullIpStored) => {
    expect(readConfig(env)).toMatchObject({ isFullIpStored });
  });

  it('takes an identity provider, whose roles are in the claim `role` unless another is named', () => {
    const env = { JWKS_URL: 'https://id.example/jwks', JWT_ISSUER: 'https://id.example', JWT_AUDIENCE: 'playguard' };
    const provider = { jwksUrl: env.JWKS_URL, issuer: env.JWT_ISSUER, audience: 'playguard', roleClaim: 'role' };
    expect(readConfig({}).identityProvider).toBeNull();
    expect(readConfig(env).identityProvider).toEqual(provider);
    expect(readConfig({ ...env, JWT_ROLE_CLAIM: 'groups' }).identityProvider).toEqual({ ...provider, roleClaim: 'groups' });
    expect(readConfig({ ...env, JWKS_URL: 'http://localhost:8080/jwks' }).identityProvider).not.toBeNull();
  });

  it('reads secrets from files that are named instead', () => {
    const folder = mkdtempSync(join(tmpdir(), 'playguard-secrets-'));
    const files = Object.entries({ ...SERVER, IDENTITY_KEY: RANDOM_KEY, INITIAL_API_KEY: TEST_API_KEY }).map(([name, secret]) => {
      writeFileSync(join(folder, name), `${secret}\n`);
      return [`${name}_FILE`, join(folder, name)];
    });
    const config = readConfig(Object.fromEntries(files) as Record<string, string>);
    rmSync(folder, { recursive: true });
    expect(config).toMatchObject({
      mode: 'server',
      databaseUrl: SERVER.DATABASE_URL,
      redisUrl: SERVER.REDIS_URL,
      initialApiKey: TEST_API_KEY,
    });
    expect(config.identityKey?.toString('hex')).toBe(RANDOM_KEY);
  });

  it('reads the identity key as 32 bytes', () => {
    expect(readConfig({ IDENTITY_KEY: 'ab'.repeat(32) }).identityKey).toEqual(Buffer.alloc(32, 0xab));
  });
});

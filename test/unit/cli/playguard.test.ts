import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runPlayguard } from '#cli/playguard.ts';

const run = (...words: readonly string[]): Promise<number> => runPlayguard({ argv: ['node', 'playguard', ...words], env: {} });

describe('playguard', () => {
  let said = '';
  beforeEach(() => {
    said = '';
    const listen = (text: string | Uint8Array): boolean => {
      said += String(text);
      return true;
    };
    vi.spyOn(process.stderr, 'write').mockImplementation(listen);
    vi.spyOn(process.stdout, 'write').mockImplementation(listen);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it.each([
    ['dance', 'unknown command'],
    ['serve --role nonsense', 'Allowed choices'],
    ['serve --loudly', 'unknown option'],
    ['migrate now', 'too many arguments'],
    ['rules preset', 'missing required argument'],
    ['rules preset nonsense', 'Allowed choices'],
    ['rules table --loudly', 'unknown option'],
    ['simulate --events abc', 'a whole number from 1'],
    ['simulate --rate 0', 'a whole number from 1'],
    ['users add anna', 'required option'],
    ['users add anna --role owner', 'one of admin, analyst'],
    ['users passwd', 'missing required argument'],
    ['anomaly benchmark', 'missing required argument'],
    ['schema --loudly', 'unknown option'],
  ])('called as `%s` ends with 2 and says why', async (words, why) => {
    expect(await run(...words.split(' '))).toBe(2);
    expect(said).toContain(why);
  });

  it.each([
    ['in production', { NODE_ENV: 'production' }, 'does not start with NODE_ENV=production'],
    [
      'where an identity provider signs people in',
      { JWKS_URL: 'https://id.example/jwks', JWT_ISSUER: 'id', JWT_AUDIENCE: 'us' },
      'JWKS_URL',
    ],
    [
      'on a database that others use',
      { DATABASE_URL: 'postgres://127.0.0.1/x', REDIS_URL: 'redis://127.0.0.1' },
      'every process on the database of DATABASE_URL',
    ],
    ['that others can reach', { HOST: '0.0.0.0' }, 'listens on 127.0.0.1 alone'],
  ])('refuses a demo %s', async (_where, env, why) => {
    expect(await runPlayguard({ argv: ['node', 'playguard', 'serve', '--demo'], env })).toBe(1);
    expect(said).toContain(why);
  });

  it.each(['--help', 'serve --help', 'rules preset --help', 'anomaly benchmark --help'])('%s ends with 0', async (words) => {
    expect(await run(...words.split(' '))).toBe(0);
    expect(said).toContain('Usage: playguard');
  });
});

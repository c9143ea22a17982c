import { describe, expect, it } from 'vitest';
import { type HealthParts, healthChecks } from '#http/health-checks.ts';
import { readiness } from '#http/health.ts';

type Said = {
  readonly ping?: () => Promise<unknown>;
  readonly pending?: readonly string[];
  readonly lagMs?: () => Promise<number>;
  readonly eviction?: HealthParts['eviction'];
};

const away = (): Promise<never> => Promise.reject(new Error('connect ECONNREFUSED'));
const keepsAll = async () => ({ maxmemoryPolicy: 'noeviction', canEvict: false });
const mayEvict = async () => ({ maxmemoryPolicy: 'allkeys-lru', canEvict: true });

/** What `/readyz` says of a process that stands on what a test says. */
const saidAbout = ({ ping = async () => [], pending = [], lagMs = async () => 0, eviction = keepsAll }: Said = {}) =>
  readiness(
    healthChecks({ database: { kind: 'postgres', ping, pendingMigrations: async () => pending }, lagMs, lagMsMax: 60_000, eviction }),
  );

describe('a process', () => {
  it('is ready when everything it stands on is well', async () => {
    expect(await saidAbout()).toEqual({
      ok: true,
      checks: [
        { name: 'database', ok: true, detail: 'postgres' },
        { name: 'migrations', ok: true, detail: '0 pending' },
        { name: 'lag', ok: true, detail: '0 ms behind, 60000 ms allowed' },
        { name: 'redis', ok: true, detail: 'noeviction' },
      ],
    });
  });

  it.each<readonly [string, Said, string, RegExp]>([
    ['the database is away', { ping: away }, 'database', /ECONNREFUSED/],
    ['the database does not answer', { ping: () => new Promise(() => {}) }, 'database', /no answer within 2000 ms/],
    ['a migration has not run', { pending: ['Migration1'] }, 'migrations', /1 pending/],
    ['events wait too long', { lagMs: async () => 60_000.5 }, 'lag', /60001 ms behind, 60000 ms allowed/],
    ['the stream is away', { lagMs: away }, 'lag', /ECONNREFUSED/],
    ['Redis may forget events', { eviction: mayEvict }, 'redis', /allkeys-lru: set noeviction/],
    ['Redis is away', { eviction: away }, 'redis', /ECONNREFUSED/],
  ])('is not ready when %s, and says why', async (_case, said, name, detail) => {
    const { ok, checks } = await saidAbout(said);
    expect(ok).toBe(false);
    expect(checks.filter((check) => !check.ok)).toEqual([{ name, ok: false, detail: expect.stringMatching(detail) as unknown }]);
  });

  it('is ready at the greatest lag that is allowed, and without Redis where there is none', async () => {
    const { ok, checks } = await saidAbout({ lagMs: async () => 60_000, eviction: null });
    expect(ok).toBe(true);
    expect(checks.map(({ name }) => name)).toEqual(['database', 'migrations', 'lag']);
  });
});

import type { HealthCheck } from './health.ts';

/** What can be asked about the servers a process stands on. */
export type HealthParts = {
  readonly database: {
    readonly kind: string;
    readonly ping: () => Promise<unknown>;
    readonly pendingMigrations: () => Promise<readonly string[]>;
  };
  /** Age of the oldest waiting event, and how old it may be. */
  readonly lagMs: () => Promise<number>;
  readonly lagMsMax: number;
  /** Null where there is no Redis. */
  readonly eviction: (() => Promise<{ readonly maxmemoryPolicy: string; readonly canEvict: boolean }>) | null;
};

/** What `/readyz` looks at: database, migrations, lag, and Redis where there is one. */
export const healthChecks = ({ database, lagMs, lagMsMax, eviction }: HealthParts): readonly HealthCheck[] => [
  {
    name: 'database',
    check: async () => {
      await database.ping();
      return { ok: true, detail: database.kind };
    },
  },
  {
    name: 'migrations',
    check: async () => {
      const pending = await database.pendingMigrations();
      return { ok: pending.length === 0, detail: `${pending.length} pending` };
    },
  },
  {
    name: 'lag',
    check: async () => {
      const behindMs = await lagMs();
      return { ok: behindMs <= lagMsMax, detail: `${Math.round(behindMs)} ms behind, ${lagMsMax} ms allowed` };
    },
  },
  ...(eviction === null ? [] : [redisCheck(eviction)]),
];

const redisCheck = (eviction: NonNullable<HealthParts['eviction']>): HealthCheck => ({
  name: 'redis',
  check: async () => {
    const { maxmemoryPolicy, canEvict } = await eviction();
    const detail = canEvict ? `maxmemory-policy is ${maxmemoryPolicy}: set noeviction, or events may be lost` : maxmemoryPolicy;
    return { ok: !canEvict, detail };
  },
});

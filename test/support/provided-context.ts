/** What the global set-up hands to every test file. */
export type Services = {
  /** Names everything this run makes, so that all of it can be removed at the end. */
  readonly runId: string;
  /** A PostgreSQL server, as a superuser who may create databases. */
  readonly databaseUrl: string;
  /** A Redis server, null where none can be had. */
  readonly redisUrl: string | null;
};

declare module 'vitest' {
  // Declaration merging needs an interface; undefined when the tests run without test/vitest.config.ts.
  interface ProvidedContext {
    services: Services | undefined;
  }
}

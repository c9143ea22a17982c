import type { Logger } from 'pino';
import { type App, type Role, startApp } from '#app.ts';
import { type Config, ConfigError, readConfig } from '#config.ts';
import { createLogger } from '#runtime/log.ts';
import { startDemo } from './demo.ts';
import { untilStopped } from './until-stopped.ts';

export type ServeRequest = { readonly env: Readonly<Record<string, string | undefined>>; readonly role: Role; readonly isDemo: boolean };

/** Serves until the process is asked to stop; everything is closed before it resolves. */
export const serve = async ({ env, role, isDemo }: ServeRequest): Promise<void> => {
  const config = readConfig(env);
  if (isDemo) checkDemo(config);
  const isPretty = process.stderr.isTTY;
  const log = createLogger({ level: isDemo && env['LOG_LEVEL'] === undefined ? 'warn' : config.log.level, isPretty });
  const stop = untilStopped(log);
  await using app = await startApp(config, { role, isDemo, log });
  await using _demo = app.demo === null ? null : startDemo({ app, credentials: app.demo, log });
  announce({ app, config, role, log });
  await stop;
  log.info('stopping');
};

/** What a demo prints, and shows in its tabs, lets everybody who can reach it do everything. */
const checkDemo = ({ isProduction, mode, identityProvider, http: { host } }: Config): void => {
  const fault =
    (isProduction && 'it does not start with NODE_ENV=production') ||
    (mode === 'server' && 'every process on the database of DATABASE_URL would take them') ||
    (identityProvider !== null && 'JWKS_URL takes none of them') ||
    (!LOOPBACK.has(host) && 'it listens on 127.0.0.1 alone, not on what HOST says');
  if (fault !== false) throw new ConfigError(`--demo makes accounts and keys that everybody can read: ${fault}. Take one of the two away`);
};
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

type Running = { readonly app: App; readonly config: Config; readonly role: Role; readonly log: Logger };

const announce = ({ app, config, role, log }: Running): void => {
  log.info({ address: app.url, mode: config.mode, role }, 'serving');
  const what = role === 'worker' ? `health at ${app.url}/readyz` : `GraphQL at ${app.url}/graphql`;
  process.stdout.write(`Playguard (${config.mode}, ${role}): ${what}\n`);
};

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

/** What a demo makes is for one machine and one day. */
const checkDemo = ({ isProduction, identityProvider }: Config): void => {
  if (isProduction)
    throw new ConfigError(
      '--demo makes accounts and keys and prints them: it does not start with NODE_ENV=production. Take one of them away',
    );
  if (identityProvider !== null) throw new ConfigError('--demo makes accounts of its own, and JWKS_URL takes none: take one of them away');
};

type Running = { readonly app: App; readonly config: Config; readonly role: Role; readonly log: Logger };

const announce = ({ app, config, role, log }: Running): void => {
  log.info({ address: app.url, mode: config.mode, role }, 'serving');
  const what = role === 'worker' ? `health at ${app.url}/readyz` : `GraphQL at ${app.url}/graphql`;
  process.stdout.write(`Playguard (${config.mode}, ${role}): ${what}, on this machine only until access control exists\n`);
};

import { randomBytes } from 'node:crypto';
import { openHome, type Services } from '../support/services.ts';
import { startRole } from '../support/start-role.ts';
import { type Ask, createAsk } from './ask.ts';
import { fillDatabase, type Filled } from './fill-database.ts';
import { type KnownSubjects, readKnownSubjects } from './known-subjects.ts';

/** A server that is asked, and what is stored there. */
export type Subject = { readonly filled: Filled; readonly known: KnownSubjects; readonly ask: Ask };

/** Fills a database of its own with `events` and starts an API process on it. */
export const startSubject = async (services: Services, events: number, stack: AsyncDisposableStack): Promise<Subject> => {
  const home = await openHome(services, stack);
  const identityKey = randomBytes(32).toString('hex');
  const filled = await fillDatabase({ databaseUrl: home.databaseUrl, identityKey, events });
  const known = await readKnownSubjects(home.databaseUrl);
  const { port } = await startRole('api', { home, identityKey, profileFolder: null }, stack);
  return { filled, known, ask: createAsk(`http://127.0.0.1:${port}/graphql`) };
};

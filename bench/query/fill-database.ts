import { pino } from 'pino';
import { type Database, openDatabase } from '#store/database.ts';
import { ensurePartitions } from '#store/events/partitions.ts';
import { onPostgres } from '../../test/support/on-postgres.ts';
import { makeAudience } from './audience.ts';
import { countEverything } from './count-everything.ts';
import { EVENTS_PER_SESSION, FILL_ALERTS, FILL_DAY, FILL_KEYS, MOVE_ALERT_HEAD, NOTE_DAY } from './fill-statements.ts';

/** What is to be stored, and where. */
export type Filling = {
  readonly databaseUrl: string;
  readonly identityKey: string;
  /** Spread over the last DAYS. */
  readonly events: number;
};

/** What a filled database is like. */
export type Filled = {
  readonly events: number;
  /** What counting an event took, the sweeping of old minutes left out. */
  readonly countingMicroseconds: number;
  readonly megabytes: number;
};

/** Days filled, the last one ending now. */
export const DAYS = 30;
const DAY_MS = 86_400_000;
/** Events a worker stores, and so notes, at a time: what may be in flight of six requests of 500 is fewer, a backlog is more. */
const BATCH_EVENTS = 10_000;

/** Migrates an empty database and fills it with DAYS of events, alerts and statistics. */
export const fillDatabase = async ({ databaseUrl, identityKey, events }: Filling): Promise<Filled> => {
  await using database = await openDatabase({ kind: 'postgres', url: databaseUrl, connectionsMax: 2 }, pino({ level: 'silent' }));
  await database.migrate();
  const now = new Date();
  await ensurePartitions(database.sql, now);
  return onPostgres(databaseUrl, async (client) => {
    await client.query('set synchronous_commit = off');
    await makeAudience(database.sql, client, identityKey);
    const sessions = Math.max(1, Math.round(events / DAYS / EVENTS_PER_SESSION));
    for (let day = DAYS - 1; day >= 0; day--) {
      const until = new Date(now.getTime() - day * DAY_MS).toISOString();
      await client.query(FILL_DAY, [sessions, until]);
      await client.query(NOTE_DAY, [until, BATCH_EVENTS]);
    }
    await client.query(FILL_KEYS);
    await client.query(FILL_ALERTS);
    await client.query(MOVE_ALERT_HEAD);
    await client.query('vacuum analyze');
    const stored = sessions * DAYS * EVENTS_PER_SESSION;
    const countingMicroseconds = await count(database, stored);
    await client.query('vacuum analyze');
    const { rows } = await client.query<{ bytes: number }>('select pg_database_size(current_database())::float8 as bytes');
    return { events: stored, countingMicroseconds, megabytes: (rows[0]?.bytes ?? 0) / 1_000_000 };
  });
};

const count = async ({ sql }: Database, stored: number): Promise<number> => {
  const { events, seconds } = await countEverything(sql);
  if (events !== stored) throw new Error(`${stored} events are stored and ${events} were counted`);
  return (seconds * 1_000_000) / events;
};

import { Client } from 'pg';
import { Redis } from 'ioredis';
import type { SimulatedEvent } from '#simulator/simulated-event.ts';
import { serveParent } from '../support/serve-parent.ts';
import { eventColumns, INSERT_EVENTS } from './floor-columns.ts';
import type { RequestBody } from './request-bodies.ts';

/** What the floor's consumer is started with. */
export type FloorTarget = { readonly redisUrl: string; readonly databaseUrl: string; readonly stream: string; readonly group: string };

/** As the worker has by default. */
const TRANSACTIONS_IN_FLIGHT = 3;
/** Entries of 500 events in one statement. */
const ENTRIES_PER_STATEMENT = 4;
const READ_WAIT_MS = 1_000;

const { redisUrl, databaseUrl, stream, group } = JSON.parse(process.argv[2] ?? '{}') as FloorTarget;

type Entry = readonly [id: string, fields: readonly string[]];

/** Read, parse, one insert, acknowledge: nothing a pipeline could leave out. */
const runLane = async (name: string): Promise<never> => {
  const redis = new Redis(redisUrl, { protocol: 2 });
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  while (true) {
    const entries = await read(redis, name);
    if (entries.length === 0) continue;
    await client.query(INSERT_EVENTS, [...eventColumns(entries.flatMap(eventsOf))]);
    const ids = entries.map(([id]) => id);
    await redis
      .pipeline()
      .xack(stream, group, ...ids)
      .xdel(stream, ...ids)
      .exec();
  }
};

const read = async (redis: Redis, name: string): Promise<readonly Entry[]> => {
  const reply = await redis.xreadgroup('GROUP', group, name, 'COUNT', ENTRIES_PER_STATEMENT, 'BLOCK', READ_WAIT_MS, 'STREAMS', stream, '>');
  return ((reply as unknown as readonly (readonly [string, readonly Entry[]])[] | null) ?? []).flatMap(([, entries]) => entries);
};

const eventsOf = ([, fields]: Entry): readonly SimulatedEvent[] =>
  (JSON.parse(fields[1] ?? '') as RequestBody).variables.input.events.map(({ playback }) => playback);

serveParent({ start: () => void Array.from({ length: TRANSACTIONS_IN_FLIGHT }, (_, i) => runLane(`lane-${i + 1}`)) });

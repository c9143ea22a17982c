import type { ConsumerStatus, StreamStatus } from './event-stream.ts';
import type { ShardStatus } from './redis-stream-scripts.ts';

/** One status out of those of all shards; a consumer that reads several appears once. */
export const toStreamStatus = (shards: readonly ShardStatus[]): StreamStatus => ({
  entries: sum(shards.map(([entries]) => entries)),
  waitingEvents: sum(shards.map(([, waiting]) => waiting)),
  pendingEntries: sum(shards.map(([, , pending]) => pending)),
  lagMs: Math.max(0, ...shards.map(([, , , lagMs]) => lagMs)),
  consumers: [...Map.groupBy(shards.flatMap(consumersOf), ({ name }) => name)].map(([name, parts]) => ({
    name,
    pendingEntries: sum(parts.map(({ pendingEntries }) => pendingEntries)),
    idleMs: Math.min(...parts.map(({ idleMs }) => idleMs)),
  })),
});

const FIELDS_PER_CONSUMER = 3;

const consumersOf = ([, , , , flat]: ShardStatus): readonly ConsumerStatus[] =>
  Array.from({ length: flat.length / FIELDS_PER_CONSUMER }, (_, i) => {
    const [name, pending, idle] = flat.slice(i * FIELDS_PER_CONSUMER, (i + 1) * FIELDS_PER_CONSUMER);
    return { name: String(name), pendingEntries: Number(pending), idleMs: Number(idle) };
  });

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

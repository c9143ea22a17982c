import { pino } from 'pino';
import { openDatabase } from '#store/database.ts';
import { ensurePartitions } from '#store/events/partitions.ts';
import { startChild } from '../support/child.ts';
import { openCpuClock } from '../support/cpu-seconds.ts';
import { nestedStack } from '../support/nested-stack.ts';
import { onRedis, openHome } from '../support/services.ts';
import type { FloorTarget } from './floor-consumer.ts';
import type { PipelineRun } from './ingest-figures.ts';
import { type Measurement, measureAtHalfLoad, measureSaturated, startLoad } from './measure-pipeline.ts';

/** Runs the floor in two processes, one that receives and one that stores, on tables made by the same migrations. */
export const measureFloor = async ({ services, sizes }: Measurement, outer: AsyncDisposableStack): Promise<PipelineRun> => {
  await using stack = nestedStack(outer);
  const { databaseUrl, redisUrl, prefix } = await openHome(services, stack);
  await makeTables(databaseUrl);
  const target: FloorTarget = { redisUrl, databaseUrl, stream: `${prefix}floor`, group: 'floor' };
  await onRedis(redisUrl, (redis) => redis.xgroup('CREATE', target.stream, target.group, '0', 'MKSTREAM'));
  const consumer = stack.use(startChild({ name: 'consumer', script: 'bench/ingest/floor-consumer.ts', args: [JSON.stringify(target)] }));
  await consumer.call('start');
  const load = stack.use(startLoad({ redisUrl, stream: target.stream, url: null }));
  const pipeline = { load, databaseUrl, cpuClock: await openCpuClock(services, [load, consumer]) };
  const saturated = await measureSaturated(pipeline, sizes);
  return { ...saturated, requestMs: await measureAtHalfLoad(pipeline, saturated.eventsPerSecond, sizes.steadySeconds) };
};

const makeTables = async (url: string): Promise<void> => {
  await using database = await openDatabase({ kind: 'postgres', url, connectionsMax: 2 }, pino({ level: 'silent' }));
  await database.migrate();
  await ensurePartitions(database.sql, new Date());
};

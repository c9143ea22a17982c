import { expect, it } from 'vitest';
import type { PipelineReader } from '#store/pipeline/pipeline-reader.ts';
import type { Range } from '#store/statistics/statistics-reader.ts';
import { createMemoryApi, NOW } from '../../support/memory-api.ts';

const hours = ({ from, to }: Range): number => (to.getTime() - from.getTime()) / 3_600_000;

const pipeline: Partial<PipelineReader> = {
  uncountedEvents: async () => 7,
  retrying: async () => 2,
  deadLetters: async (range) => (range === undefined ? 1_000 : hours(range)),
  processingLatency: async (range) => ({ p50Ms: 1, p95Ms: 2, p99Ms: 3, sampleCount: Math.round(hours(range) * 60) }),
};

it('the pipeline tells what waits, now', async () => {
  await using api = await createMemoryApi({ pipeline });
  const { data } = await api.ask('{ pipeline { backlogEvents pending lagMs uncountedEvents retrying deadLetters } }');
  expect(data).toEqual({ pipeline: { backlogEvents: 900, pending: 1, lagMs: 12.5, uncountedEvents: 7, retrying: 2, deadLetters: 1_000 } });
});

it('latency and failures are those of the last 24 hours, or of the range asked for', async () => {
  await using api = await createMemoryApi({ pipeline });
  const range = '(range: { from: "2026-03-01T00:00:00Z", to: "2026-03-03T00:00:00Z" })';
  const { data } = await api.ask(`{ pipeline {
    processingLatency { sampleCount } latency { p50Ms p95Ms p99Ms sampleCount } failures { range { to } deadLetterCount }
    longLatency: latency${range} { sampleCount } longFailures: failures${range} { deadLetterCount }
  } }`);
  expect(data).toEqual({
    pipeline: {
      processingLatency: { sampleCount: 5 },
      latency: { p50Ms: 1, p95Ms: 2, p99Ms: 3, sampleCount: 24 * 60 },
      failures: { range: { to: NOW.toISOString() }, deadLetterCount: 24 },
      longLatency: { sampleCount: 48 * 60 },
      longFailures: { deadLetterCount: 48 },
    },
  });
});

it.each(['latency', 'failures'])('%s over a range that ends before it begins are refused', async (field) => {
  await using api = await createMemoryApi();
  const range = '{ from: "2026-03-03T00:00:00Z", to: "2026-03-01T00:00:00Z" }';
  const { errors } = await api.ask(`{ pipeline { ${field}(range: ${range}) { __typename } } }`);
  expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
});

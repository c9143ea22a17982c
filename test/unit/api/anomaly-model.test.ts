import { describe, expect, it } from 'vitest';
import { ANOMALY_BENCHMARKS } from '#scoring/anomaly/benchmarks.ts';
import { NOON } from '../../support/builders.ts';
import { createMemoryApi } from '../../support/memory-api.ts';

const MODEL = { version: 3, trainedAt: NOON, trainedOn: 4_000, featureNames: ['devices'], threshold: 0.61, seed: 7 };
const QUERY =
  '{ anomalyModel { id version trainedAt trainedOn featureNames threshold seed benchmarks { dataset rocAuc referenceRocAuc } } }';
const NODE = 'query ($id: ID!) { node(id: $id) { ... on AnomalyModel { version } } }';

describe('the anomaly model', () => {
  it('is null before the first training', async () => {
    await using api = await createMemoryApi();
    expect((await api.ask(QUERY)).data).toEqual({ anomalyModel: null });
  });

  it('says what it learned from and how well its algorithm does, and is found again by its id', async () => {
    await using api = await createMemoryApi({ anomalyModel: MODEL });
    const { data } = await api.ask(QUERY);
    const { id, ...model } = (data ?? {})['anomalyModel'] as { readonly id: string };
    const benchmarks = ANOMALY_BENCHMARKS.map(({ dataset, rocAuc, referenceRocAuc }) => ({ dataset, rocAuc, referenceRocAuc }));
    expect(model).toEqual({ ...MODEL, version: '3', trainedAt: NOON.toISOString(), benchmarks });
    expect((await api.ask(NODE, { id })).data).toEqual({ node: { version: '3' } });
  });
});

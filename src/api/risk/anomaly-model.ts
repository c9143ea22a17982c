import { builder } from '#api/builder.ts';
import { ANOMALY_BENCHMARKS, type AnomalyBenchmark as BenchmarkShape } from '#scoring/anomaly/benchmarks.ts';
import type { AnomalyModelSummary } from '#store/anomaly/anomaly-model-table.ts';

const AnomalyBenchmark = builder.objectRef<BenchmarkShape>('AnomalyBenchmark').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'How well the isolation forest finds the outliers of a public data set.',
  fields: (t) => ({
    dataset: t.exposeString('dataset', { description: 'Name of the set in the ADBench collection.' }),
    rocAuc: t.exposeFloat('rocAuc', {
      description:
        'How likely an outlier scores above another point (area under the ROC curve), mean over 5 seeds; 0.5 is guessing, 1 is perfect.',
    }),
    referenceRocAuc: t.exposeFloat('referenceRocAuc', { description: 'The figure published for an isolation forest on this set.' }),
  }),
});

const AnomalyModel = builder.objectRef<AnomalyModelSummary>('AnomalyModel');

builder.node(AnomalyModel, {
  authScopes: { scope: 'RISK_READ' },
  description: 'What the rule `anomalous-behaviour` holds for normal: an isolation forest grown from the hours of viewers.',
  id: { resolve: ({ version }) => `${version}` },
  loadOne: async (version, { ports }) => {
    const newest = await ports.anomalyModels.newestSummary();
    return newest !== null && `${newest.version}` === version ? newest : null;
  },
  fields: (t) => ({
    version: t.string({ description: 'Grows with every training.', resolve: ({ version }) => `${version}` }),
    trainedAt: t.expose('trainedAt', { type: 'DateTime', description: 'When it was trained; every worker uses it seconds later.' }),
    trainedOn: t.expose('trainedOn', { type: 'SafeInt', description: 'Hours of viewers it learned from.' }),
    featureNames: t.exposeStringList('featureNames', {
      description: 'What it looks at, hour by hour; a finding names those that stood out.',
    }),
    threshold: t.exposeFloat('threshold', {
      description:
        'The score, from 0 to 1, above which an hour is anomalous: 99.5 % of the hours it learned from score at most this, and it is at least 0.6.',
    }),
    seed: t.expose('seed', {
      type: 'SafeInt',
      description: 'What its forest was grown with: the same hours and seed grow the same forest.',
    }),
    benchmarks: t.field({
      type: [AnomalyBenchmark],
      description: 'How well the same algorithm does on public data; measured by `playguard anomaly benchmark`.',
      resolve: () => ANOMALY_BENCHMARKS,
    }),
  }),
});

builder.queryField('anomalyModel', (t) =>
  t.field({
    type: AnomalyModel,
    nullable: true,
    description: 'The model in force, or null before the first training, which needs 256 hours of viewers.',
    resolve: (_root, _args, { ports }) => ports.anomalyModels.newestSummary(),
  }),
);

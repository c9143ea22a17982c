import { defineEntity, p } from '@mikro-orm/core';

/** Models of what viewers usually do, the newest in force. */
export const AnomalyModelEntity = defineEntity({
  name: 'AnomalyModel',
  tableName: 'anomaly_models',
  properties: {
    version: p.integer().primary().autoincrement(false),
    trainedAt: p.datetime(),
    trainedOn: p.bigint('number'),
    featureNames: p.json<string[]>(),
    threshold: p.double(),
    seed: p.bigint('number'),
    forest: p.text(),
  },
});

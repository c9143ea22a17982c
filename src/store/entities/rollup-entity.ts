import { defineEntity, p } from '@mikro-orm/core';

/** Counts per dimension, grain and bucket; each dimension is named in rollup-dimension.ts with the question it answers. */
export const RollupEntity = defineEntity({
  name: 'Rollup',
  tableName: 'rollups',
  properties: {
    dimension: p.text().primary(),
    grain: p.text().primary(),
    bucket: p.datetime().primary(),
    key: p.text().primary(),
    events: p.bigint('number'),
    plays: p.bigint('number'),
    errors: p.bigint('number'),
  },
});

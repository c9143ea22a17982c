import { defineEntity, p } from '@mikro-orm/core';

/** Counts by rollup, grain and bucket; each rollup is named in rollup.ts with the question it answers. */
export const RollupEntity = defineEntity({
  name: 'Rollup',
  tableName: 'rollups',
  properties: {
    rollup: p.text().primary(),
    grain: p.text().primary(),
    bucket: p.datetime().primary(),
    key1: p.text().primary(),
    key2: p.text().primary(),
    events: p.bigint('number'),
    plays: p.bigint('number'),
    errors: p.bigint('number'),
    score: p.bigint('number'),
    alerts: p.bigint('number'),
    watchMs: p.bigint('number'),
    rebufferMs: p.bigint('number'),
    attempts: p.bigint('number'),
    startFailures: p.bigint('number'),
    viewers: p.blob().nullable(),
    devices: p.blob().nullable(),
  },
  indexes: [
    {
      name: 'rollups_content_of_region_index',
      expression: `create index "rollups_content_of_region_index" on "rollups" ("grain", "bucket", "key2") where "rollup" = 'CONTENT_REGION'`,
    },
  ],
});

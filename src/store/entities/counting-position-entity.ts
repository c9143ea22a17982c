import { defineEntity, p } from '@mikro-orm/core';

/** How far a log is counted in the statistics. */
export const CountingPositionEntity = defineEntity({
  name: 'CountingPosition',
  tableName: 'counting_positions',
  properties: { name: p.text().primary(), sequence: p.bigint('number') },
});

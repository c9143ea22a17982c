import { defineEntity, p } from '@mikro-orm/core';

/** A number that grows with every change of what it is named after, so that every process can see that there was one. */
export const AccessHeadEntity = defineEntity({
  name: 'AccessHead',
  tableName: 'access_heads',
  properties: { name: p.text().primary(), version: p.bigint('number') },
});

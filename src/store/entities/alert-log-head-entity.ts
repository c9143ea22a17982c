import { defineEntity, p } from '@mikro-orm/core';

/** The counter that numbers the alert log: a serial column would not follow commit order. */
export const AlertLogHeadEntity = defineEntity({
  name: 'AlertLogHead',
  tableName: 'alert_log_heads',
  properties: { name: p.text().primary(), lastSequence: p.bigint('number') },
});

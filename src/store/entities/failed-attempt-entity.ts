import { defineEntity, p } from '@mikro-orm/core';

/** How often an event has failed alone, kept so that a restart does not start the count anew. */
export const FailedAttemptEntity = defineEntity({
  name: 'FailedAttempt',
  tableName: 'failed_attempts',
  properties: { eventKey: p.uuid().primary(), attempts: p.integer(), lastFailedAt: p.datetime() },
});

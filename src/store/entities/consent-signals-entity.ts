import { defineEntity, p } from '@mikro-orm/core';

/** Consent signals as they were sent, under the hash of all of them; events name the hash. */
export const ConsentSignalsEntity = defineEntity({
  name: 'ConsentSignals',
  tableName: 'consent_signals',
  properties: { hash: p.uuid().primary(), signals: p.json<Record<string, unknown>>() },
});

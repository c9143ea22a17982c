import { defineEntity, p } from '@mikro-orm/core';

/** A playback session as far as its events are counted; `fold` is what the next event needs. */
export const SessionEntity = defineEntity({
  name: 'Session',
  tableName: 'sessions',
  indexes: [
    {
      name: 'sessions_viewer_index',
      expression: `create index "sessions_viewer_index" on "sessions" ("viewer_id", "started_at", "source", "session_id") where "viewer_id" is not null`,
    },
    { name: 'sessions_started_index', expression: 'create index "sessions_started_index" on "sessions" using brin ("started_at")' },
  ],
  properties: {
    sessionId: p.text().primary(),
    source: p.text().primary(),
    viewerId: p.uuid().nullable(),
    deviceId: p.uuid().nullable(),
    startedAt: p.datetime(),
    lastEventAt: p.datetime(),
    endedAt: p.datetime().nullable(),
    watchMs: p.bigint('number'),
    rebufferMs: p.bigint('number'),
    errorCount: p.integer(),
    eventCount: p.integer(),
    fold: p.json<unknown>(),
  },
});

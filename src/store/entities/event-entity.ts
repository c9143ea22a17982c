import { defineEntity, p } from '@mikro-orm/core';

/** Events with their assessment, one partition a day. Written and read by statements; declared so that migrations can be checked against it. */
export const EventEntity = defineEntity({
  name: 'Event',
  tableName: 'events',
  indexes: [
    {
      name: 'events_viewer_index',
      expression: `create index "events_viewer_index" on "events" ("viewer_id", "occurred_at") include ("event_type") where viewer_id is not null`,
    },
    {
      name: 'events_device_index',
      expression: `create index "events_device_index" on "events" ("device_id", "occurred_at") where device_id is not null`,
    },
    {
      name: 'events_content_index',
      expression: `create index "events_content_index" on "events" ("content_id", "occurred_at") where content_id is not null`,
    },
    {
      name: 'events_session_index',
      expression: `create index "events_session_index" on "events" ("session_id", "occurred_at") where session_id is not null`,
    },
    {
      name: 'events_error_index',
      expression: `create index "events_error_index" on "events" ("error_code", "occurred_at") where error_code is not null`,
    },
    {
      name: 'events_findings_index',
      expression: `create index "events_findings_index" on "events" ("occurred_at", "key") where findings is not null`,
    },
    {
      name: 'events_steps_index',
      expression: `create index "events_steps_index" on "events" ("event_type", "viewer_id", "occurred_at", "key") include ("content_id") where viewer_id is not null and event_type <> 'HEARTBEAT'`,
    },
    {
      name: 'events_score_index',
      expression: `create index "events_score_index" on "events" ("score", "occurred_at", "key") where score > 0`,
    },
    {
      name: 'events_type_index',
      expression: `create index "events_type_index" on "events" ("event_type") where event_type <> 'HEARTBEAT'`,
    },
    { name: 'events_region_index', properties: ['region'] },
    { name: 'events_source_index', properties: ['source'] },
    {
      name: 'events_flagged_index',
      expression: `create index "events_flagged_index" on "events" ("occurred_at", "key", "level") where level <> 'LOW'`,
    },
  ],
  properties: {
    occurredAt: p.datetime().primary(),
    key: p.uuid().primary(),
    receivedAt: p.datetime(),
    storedAt: p.datetime(),
    deviceTime: p.datetime().nullable(),
    source: p.text(),
    eventId: p.text(),
    eventType: p.text(),
    viewerId: p.uuid().nullable(),
    deviceId: p.uuid().nullable(),
    contentId: p.text().nullable(),
    sessionId: p.text().nullable(),
    region: p.text(),
    ipPrefix: p.text().nullable(),
    ipOriginal: p.blob().nullable(),
    subscriptionPlan: p.text().nullable(),
    deviceType: p.text().nullable(),
    appVersion: p.text().nullable(),
    networkType: p.text().nullable(),
    ageBand: p.text().nullable(),
    errorCode: p.text().nullable(),
    hasConsent: p.boolean().nullable(),
    consentHash: p.uuid().nullable(),
    consentAllowed: p.boolean().nullable(),
    positionMs: p.bigint('number').nullable(),
    durationMs: p.bigint('number').nullable(),
    bitrateKbps: p.integer().nullable(),
    extraMetadata: p.json<Record<string, unknown>>().nullable(),
    score: p.smallint(),
    level: p.text(),
    findings: p.json<unknown[]>().nullable(),
    skippedRules: p.json<string[]>().nullable(),
    shadowRules: p.json<string[]>().nullable(),
    rulesetVersion: p.text(),
  },
});

import { defineEntity, p } from '@mikro-orm/core';

/** What a person asked for. `viewerId` is the person's row in `identities`, a tombstone once erased; `sealed` holds what only the key opens. */
export const PrivacyRequestEntity = defineEntity({
  name: 'PrivacyRequest',
  tableName: 'privacy_requests',
  uniques: [{ name: 'privacy_requests_reference_index', properties: ['externalReference'] }],
  indexes: [
    { name: 'privacy_requests_received_index', properties: ['receivedAt', 'id'] },
    { name: 'privacy_requests_viewer_index', properties: ['viewerId'] },
    {
      name: 'privacy_requests_open_index',
      expression: `create index "privacy_requests_open_index" on "privacy_requests" ("due_at") where completed_at is null`,
    },
  ],
  properties: {
    id: p.uuid().primary(),
    kind: p.text(),
    status: p.text(),
    viewerId: p.uuid(),
    region: p.text(),
    regulation: p.text().nullable(),
    externalReference: p.text(),
    receivedAt: p.datetime(),
    dueAt: p.datetime(),
    completedAt: p.datetime().nullable(),
    affectedRecords: p.bigint('number').nullable(),
    auditSequence: p.bigint('number').nullable(),
    sealed: p.blob().nullable(),
    leaseId: p.uuid().nullable(),
    leaseUntil: p.datetime().nullable(),
  },
});

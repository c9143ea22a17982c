import { builder } from '#api/builder.ts';
import { AuditEntry } from '#api/type-refs.ts';

const SEQUENCE = /^[1-9]\d{0,14}$/;

builder.node(AuditEntry, {
  authScopes: { scope: 'AUDIT_READ' },
  description: 'What somebody did or was refused. Entries are tied to each other by their hashes: one that is changed or missing is found.',
  id: { resolve: ({ sequence }) => sequence.toString() },
  loadOne: (id, { ports }) => (SEQUENCE.test(id) ? ports.auditLog.bySequence(Number(id)) : null),
  fields: (t) => ({
    sequence: t.expose('sequence', { type: 'SafeInt', description: 'Place in the log, from 1, without holes.' }),
    at: t.expose('at', {
      type: 'DateTime',
      description: 'When it began (UTC); entries may be written up to a second later, and out of this order.',
    }),
    actor: t.exposeString('actor', { description: 'Who it was: kind, id and name, e.g. `API_KEY:0123456789ab:living room`.' }),
    action: t.exposeString('action', {
      description: 'What was done: the name of a mutation, `query`, `subscription.started`, `events.sent` and others.',
    }),
    target: t.exposeString('target', {
      nullable: true,
      description: 'What it was done to, e.g. `ApiKey:0123456789ab`; null when that is nothing or many.',
    }),
    operationName: t.exposeString('operationName', {
      nullable: true,
      description: 'What the client calls its operation; null when it has no name.',
    }),
    outcome: t.exposeString('outcome', { description: 'OK, FAILED, or DENIED to who may not, or not now.' }),
    durationMs: t.exposeFloat('durationMs', { description: 'How long it took in milliseconds; 0 where that is not measured.' }),
    details: t.expose('details', {
      type: 'JSONObject',
      nullable: true,
      description: 'What else is known, without personal data; null when nothing is.',
    }),
    previousHash: t.exposeString('previousHash', { description: 'The `hash` of the entry before; 64 zeros for the first.' }),
    hash: t.exposeString('hash', { description: 'SHA-256 over everything else of the entry, as 64 hexadecimal digits.' }),
  }),
});

import { builder } from '#api/builder.ts';
import type { ApiContext } from '#api/context.ts';
import { isPseudonym } from '#api/events/is-pseudonym.ts';
import { enumOf } from '#api/common/enum-of.ts';
import { Regulation } from '#api/risk/regulation.ts';
import { AuditEntry, PrivacyRequest, Viewer } from '#api/type-refs.ts';
import type { PrivacyRequest as Shape, PrivacyRequestKind as Kind, PrivacyRequestStatus as Status } from '#domain/privacy-request.ts';

/** What a person may ask for. */
export const PrivacyRequestKind = enumOf<Kind>('PrivacyRequestKind', 'What a person may ask for.', {
  ACCESS: 'To be told everything that is held about them.',
  ERASURE: 'To be erased: nothing leads to them any more, and further events of theirs are refused.',
  OPT_OUT: 'That their data is not sold or shared: sets the preference `saleOptOut`.',
});

const PrivacyRequestStatus = enumOf<Status>('PrivacyRequestStatus', 'How far the answer to a request is.', {
  RECEIVED: 'Taken in; workers answer the one that is due first first.',
  IN_PROGRESS: 'A worker is at it.',
  COMPLETED: 'Done what was asked for.',
  DENIED: 'Nothing is held about this person, who was erased before: there is nothing to answer with.',
});

type Receipt = { readonly erasedAt: Date; readonly affectedRecords: number; readonly auditSequence: number };

const ErasureReceipt = builder.objectRef<Receipt>('ErasureReceipt').implement({
  description: 'What proves an erasure: it names nobody, and its audit entry cannot be changed.',
  authScopes: { scope: 'PRIVACY_READ' },
  fields: (t) => ({
    erasedAt: t.expose('erasedAt', { type: 'DateTime', description: 'When the erasure was completed (UTC).' }),
    affectedRecords: t.expose('affectedRecords', {
      type: 'SafeInt',
      description: 'Events that lead to nobody any more, and rows that were deleted.',
    }),
    auditSequence: t.expose('auditSequence', { type: 'SafeInt', description: 'The sequence of the audit entry that says so.' }),
    auditEntry: t.field({
      type: AuditEntry,
      nullable: true,
      authScopes: { scope: 'AUDIT_READ' },
      description: 'The audit entry that says so; null once retention took it away.',
      resolve: ({ auditSequence }, _args, { ports }) => ports.auditLog.bySequence(auditSequence),
    }),
  }),
});

builder.node(PrivacyRequest, {
  description: 'What a person asked for, until when it must be answered, and what became of it.',
  authScopes: { scope: 'PRIVACY_READ' },
  id: { resolve: ({ id }) => id },
  loadOne: (id, { loaders }) => (isPseudonym(id) ? loaders.privacyRequestById.load(id) : null),
  fields: (t) => ({
    kind: t.expose('kind', { type: PrivacyRequestKind, description: 'What is asked for.' }),
    status: t.expose('status', { type: PrivacyRequestStatus, description: 'How far the answer is.' }),
    externalReference: t.exposeString('externalReference', { description: 'What the request is called where it came from.' }),
    viewer: t.field({
      type: Viewer,
      nullable: true,
      authScopes: { scope: 'EVENTS_READ' },
      description: 'Who asked; null once they are erased.',
      resolve: ({ viewerId }, _args, { loaders }) => loaders.viewerById.load(viewerId),
    }),
    regulation: t.expose('regulation', {
      type: Regulation,
      nullable: true,
      description: 'The law that sets the time: the strictest of the region; null where none that is known here does, then it is 30 days.',
    }),
    receivedAt: t.expose('receivedAt', { type: 'DateTime', description: 'When it was taken in (UTC).' }),
    dueAt: t.expose('dueAt', { type: 'DateTime', description: 'Until when it must be answered (UTC).' }),
    completedAt: t.expose('completedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was completed or denied (UTC); null until then.',
    }),
    affectedRecords: t.expose('affectedRecords', {
      type: 'SafeInt',
      nullable: true,
      description: 'Records that were exported, deleted, given up or changed; null until it is completed.',
    }),
    receipt: t.field({
      type: ErasureReceipt,
      nullable: true,
      description: 'What proves the erasure; null unless it is an erasure that is completed.',
      resolve: receiptOf,
    }),
    export: t.field({
      type: 'JSONObject',
      nullable: true,
      authScopes: { scope: 'PII_READ' },
      extensions: { isPersonal: true },
      description:
        'Everything that is held about the person, of an ACCESS request, for 30 days; lists longer than 5,000 say how to go on. Null before and after, and for other kinds. Reading it is audited.',
      resolve: readExport,
    }),
  }),
});

const receiptOf = ({ kind, status, completedAt, affectedRecords, auditSequence }: Shape): Receipt | null => {
  if (kind !== 'ERASURE' || status !== 'COMPLETED' || completedAt === null || auditSequence === null) return null;
  return { erasedAt: completedAt, affectedRecords: affectedRecords ?? 0, auditSequence };
};

const readExport = async ({ id, kind, status }: Shape, _args: object, { ports, principal }: ApiContext) => {
  if (kind !== 'ACCESS' || status !== 'COMPLETED') return null;
  const text = await ports.privacyDesk.readExport(principal, id);
  return text === null ? null : (JSON.parse(text) as Readonly<Record<string, unknown>>);
};

import { builder } from '#api/builder.ts';
import { type ForwardPage, forwardPageArgs, readForwardPage } from '#api/common/forward-page.ts';
import { filterValues } from '#api/common/filter-values.ts';
import { PageInfo } from '#api/common/page-info.ts';
import type { Edge } from '#api/common/page.ts';
import { readRange, TimeRangeInput } from '#api/common/time-range.ts';
import { AuditEntry } from '#api/type-refs.ts';
import type { LoggedEntry } from '#domain/audit/audit-entry.ts';
import { auditCursor } from '#domain/cursor.ts';
import type { AuditCondition } from '#store/audit/audit-log.ts';

const AuditFilter = builder.inputType('AuditFilter', {
  description: 'Conditions on entries: all that are given must be met; a list is met by any of its values (at most 100).',
  fields: (t) => ({
    range: t.field({ type: TimeRangeInput, description: 'When it began. Default: at any time.' }),
    actor: t.stringList({ description: 'Who it was: an `actor` as entries name it, or kind and id alone, e.g. `API_KEY:0123456789ab`.' }),
    action: t.stringList({ description: 'What was done, e.g. `createApiKey`.' }),
    target: t.string({ description: 'What it was done to, e.g. `ApiKey:0123456789ab`.' }),
  }),
});

const AuditEntryEdge = builder.objectRef<Edge<LoggedEntry>>('AuditEntryEdge').implement({
  authScopes: { scope: 'AUDIT_READ' },
  description: 'An entry and its place in the list.',
  fields: (t) => ({
    cursor: t.expose('cursor', { type: 'Cursor', description: 'Place of the entry, for `after`.' }),
    node: t.expose('node', { type: AuditEntry, description: 'What happened at this place.' }),
  }),
});

const AuditEntryConnection = builder.objectRef<ForwardPage<LoggedEntry>>('AuditEntryConnection').implement({
  authScopes: { scope: 'AUDIT_READ' },
  description: 'A page of the audit log, the newest first.',
  fields: (t) => ({
    edges: t.expose('edges', { type: [AuditEntryEdge], description: 'The entries of the page with their cursors.' }),
    nodes: t.field({ type: [AuditEntry], description: 'The entries of the page.', resolve: ({ edges }) => edges.map(({ node }) => node) }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, description: 'Where the page lies in the list.' }),
  }),
});

builder.queryField('auditLog', (t) =>
  t.field({
    type: AuditEntryConnection,
    description: 'Who did what, the newest first. What happened in the last second may be missing still.',
    args: { ...forwardPageArgs, filter: t.arg({ type: AuditFilter, description: 'Only entries that meet all of these conditions.' }) },
    resolve: (_root, { filter, ...args }, { ports }) => {
      const condition = conditionOf(filter ?? {});
      return readForwardPage<LoggedEntry, number>(args, {
        codec: auditCursor,
        positionOf: ({ sequence }) => sequence,
        read: async ({ after, limit }) => {
          const { entries, hasMore } = await ports.auditLog.page({ condition, before: after, limit });
          return { rows: entries, hasMore };
        },
      });
    },
  }),
);

type Filter = typeof AuditFilter.$inferInput;

const conditionOf = ({ range, actor, action, target }: Filter): AuditCondition => {
  const actors = filterValues('actor', actor);
  const actions = filterValues('action', action);
  const [only] = filterValues('target', target == null ? null : [target]) ?? [];
  return {
    ...(range != null && { range: readRange(range) }),
    ...(actors !== undefined && { actors }),
    ...(actions !== undefined && { actions }),
    ...(only !== undefined && { target: only }),
  };
};

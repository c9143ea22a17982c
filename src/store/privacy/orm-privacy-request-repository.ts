import type { FilterQuery } from '@mikro-orm/core';
import {
  PRIVACY_REQUEST_KINDS,
  PRIVACY_REQUEST_STATUSES,
  type PrivacyRequest,
  type PrivacyRequestKind,
  type PrivacyRequestStatus,
} from '#domain/privacy-request.ts';
import { REGULATIONS } from '#domain/risk.ts';
import type { Database } from '#store/database.ts';
import { PrivacyRequestEntity } from '#store/entities/privacy-request-entity.ts';
import type { IdentityCipher } from '#store/identities/identity-cipher.ts';
import type { NewPrivacyRequest, PrivacyRequestPageRequest, PrivacyRequestRepository } from './privacy-request-repository.ts';

/** Requests through the ORM's unit of work. */
export const createOrmPrivacyRequestRepository = (
  { orm }: Pick<Database, 'orm'>,
  { decrypt }: Pick<IdentityCipher, 'decrypt'>,
): PrivacyRequestRepository => ({
  submit: async (request) => {
    const em = orm.em.fork();
    await em.upsert(
      PrivacyRequestEntity,
      { ...request, status: 'RECEIVED' },
      { onConflictAction: 'ignore', onConflictFields: ['externalReference'] },
    );
    const row = await em.findOneOrFail(PrivacyRequestEntity, { externalReference: request.externalReference }, { refresh: true });
    if (!isSame(row, request)) return { kind: 'CONFLICT' };
    return { kind: row.id === request.id ? 'NEW' : 'KNOWN', request: requestOf(row) };
  },
  byIds: async (ids) => {
    const rows = await orm.em.fork().find(PrivacyRequestEntity, { id: { $in: [...ids] } });
    const found = new Map(rows.map((row) => [row.id, requestOf(row)]));
    return ids.map((id) => found.get(id) ?? null);
  },
  page: async (request) => {
    const { limit } = request;
    const order = { receivedAt: 'desc', id: 'desc' } as const;
    const rows = await orm.em.fork().find(PrivacyRequestEntity, conditionOf(request), { orderBy: order, limit: limit + 1 });
    return { rows: rows.slice(0, limit).map(requestOf), hasMore: rows.length > limit };
  },
  exportOf: async (id) => {
    const row = await orm.em.fork().findOne(PrivacyRequestEntity, { id, kind: 'ACCESS', status: 'COMPLETED' });
    return row?.sealed == null ? null : decrypt(Buffer.from(row.sealed));
  },
});

type Row = {
  readonly [Field in keyof PrivacyRequest]: null extends PrivacyRequest[Field] ? PrivacyRequest[Field] | undefined : PrivacyRequest[Field];
};
type Words = { readonly kind: string; readonly status: string; readonly regulation?: string | null | undefined };

const conditionOf = ({
  after,
  viewerId,
  overdueAt,
}: PrivacyRequestPageRequest): FilterQuery<InstanceType<typeof PrivacyRequestEntity.class>> => ({
  ...(viewerId !== undefined && { viewerId }),
  ...(overdueAt !== undefined && { completedAt: null, dueAt: { $lt: overdueAt } }),
  ...(after !== null && { $or: [{ receivedAt: { $lt: after.receivedAt } }, { receivedAt: after.receivedAt, id: { $lt: after.id } }] }),
});

const isSame = (row: { kind: string; region: string; viewerId: string }, { kind, region, viewerId }: NewPrivacyRequest): boolean =>
  row.kind === kind && row.region === region && row.viewerId === viewerId;

const requestOf = ({ completedAt, affectedRecords, auditSequence, ...row }: Omit<Row, keyof Words> & Words): PrivacyRequest => ({
  id: row.id,
  kind: wordOf<PrivacyRequestKind>(PRIVACY_REQUEST_KINDS, row.kind),
  status: wordOf<PrivacyRequestStatus>(PRIVACY_REQUEST_STATUSES, row.status),
  viewerId: row.viewerId,
  region: row.region,
  regulation: REGULATIONS.find((known) => known === row.regulation) ?? null,
  externalReference: row.externalReference,
  receivedAt: row.receivedAt,
  dueAt: row.dueAt,
  completedAt: completedAt ?? null,
  affectedRecords: affectedRecords ?? null,
  auditSequence: auditSequence ?? null,
});

const wordOf = <Word extends string>(words: readonly Word[], text: string): Word => {
  const word = words.find((known) => known === text);
  if (word === undefined) throw new Error(`a newer version wrote ${text}`);
  return word;
};

import { chain } from '#domain/audit/audit-chain.ts';
import type { AuditEntry, AuditHead, LoggedEntry } from '#domain/audit/audit-entry.ts';
import { plainArray, textArray } from '#store/array-literal.ts';
import { createParameters } from '#store/conditions/parameters.ts';
import type { Sql } from '#store/sql.ts';
import type { AuditBounds, AuditLog, AuditPageRequest } from './audit-log.ts';
import { type AuditRow, entryOf } from './audit-row.ts';
import { pruneAuditLog } from './prune-audit-log.ts';

/** The audit log in the database. Writers wait for each other at the row of the head, so there are neither holes nor inversions. */
export const createSqlAuditLog = (sql: Sql, now: () => Date): AuditLog => ({
  append: (entries) => sql.transaction(async (transaction) => (await appendLocked(transaction, entries, now())).sequence),
  bounds: async () => {
    const [row] = await sql.query<BoundsRow>(BOUNDS);
    if (row === undefined) throw new Error(NO_HEAD);
    return boundsOf(row);
  },
  readAfter: async (sequence, limit) => (await sql.query<AuditRow>(READ_AFTER, [sequence, limit])).map(entryOf),
  page: async (request) => {
    const { text, values } = pageStatement(request);
    const rows = await sql.query<AuditRow>(text, values);
    return { entries: rows.slice(0, request.limit).map(entryOf), hasMore: rows.length > request.limit };
  },
  bySequence: async (sequence) => {
    const [row] = await sql.query<AuditRow>('select * from audit_log where sequence = $1::bigint', [sequence]);
    return row === undefined ? null : entryOf(row);
  },
  prune: (before, limit) =>
    sql.transaction(async (transaction) => {
      const { start } = await lockBounds(transaction);
      const pruned = await pruneAuditLog(transaction, { start, before, limit });
      if (pruned.count > 0) await appendLocked(transaction, [pruned.entry], now());
      return pruned.count;
    }),
});

type BoundsRow = { readonly start: number; readonly start_hash: string; readonly last: number; readonly last_hash: string };

const NO_HEAD = 'audit_heads has no row for audit_log: the migrations have not run';
const BOUNDS = `select start_sequence::float8 as start, start_hash, last_sequence::float8 as last, last_hash
  from audit_heads where name = 'audit_log'`;

const boundsOf = ({ start, start_hash, last, last_hash }: BoundsRow): AuditBounds => ({
  start: { sequence: start, hash: start_hash },
  head: { sequence: last, hash: last_hash },
});

/** A statement of its own: what follows it must see what was committed while it waited for the lock. */
const lockBounds = async (sql: Sql): Promise<AuditBounds> => {
  const [row] = await sql.query<BoundsRow>(`${BOUNDS} for update`);
  if (row === undefined) throw new Error(NO_HEAD);
  return boundsOf(row);
};

/** Adds entries and answers the first of them. */
const appendLocked = async (sql: Sql, entries: readonly AuditEntry[], now: Date): Promise<AuditHead> => {
  const logged = chain(entries, (await lockBounds(sql)).head, now);
  const [first, last] = [logged.at(0), logged.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('there is nothing to write');
  await sql.query(APPEND, [...encode(logged), last.sequence, last.hash]);
  return first;
};

const encode = (all: readonly LoggedEntry[]): readonly string[] => [
  plainArray(all.map(({ sequence }) => sequence)),
  plainArray(all.map(({ at }) => at.toISOString())),
  textArray(all.map(({ actor }) => actor)),
  textArray(all.map(({ action }) => action)),
  textArray(all.map(({ target }) => target)),
  textArray(all.map(({ operationName }) => operationName)),
  plainArray(all.map(({ outcome }) => outcome)),
  plainArray(all.map(({ durationMs }) => durationMs)),
  textArray(all.map(({ details }) => (details === null ? null : JSON.stringify(details)))),
  plainArray(all.map(({ previousHash }) => previousHash)),
  plainArray(all.map(({ hash }) => hash)),
];

const APPEND = `with moved as (
    update audit_heads set last_sequence = $12::bigint, last_hash = $13::text where name = 'audit_log'
  )
  insert into audit_log (sequence, at, actor, action, target, operation_name, outcome, duration_ms, details, previous_hash, hash)
  select * from unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::float8[], $9::jsonb[],
    $10::text[], $11::text[])`;

/** audit_log_pkey */
const READ_AFTER = 'select * from audit_log where sequence > $1::bigint order by sequence limit $2::int';

/** Read backwards by audit_log_pkey, or found by audit_log_at_index, audit_log_action_index or audit_log_target_index. */
const pageStatement = ({ condition: { range, actors, actions, target }, before, limit }: AuditPageRequest) => {
  const parameters = createParameters();
  const parts = [
    ...(before === null ? [] : [`sequence < ${parameters.add(before, 'bigint')}`]),
    ...(range === undefined ? [] : [`at >= ${parameters.add(range.from.toISOString(), 'timestamptz')}`]),
    ...(range === undefined ? [] : [`at < ${parameters.add(range.to.toISOString(), 'timestamptz')}`]),
    ...(actors === undefined
      ? []
      : [
          `(actor = any(${parameters.add(textArray(actors), 'text[]')}) or ${ACTOR_ID} = any(${parameters.add(textArray(actors), 'text[]')}))`,
        ]),
    ...(actions === undefined ? [] : [`action = any(${parameters.add(textArray(actions), 'text[]')})`]),
    ...(target === undefined ? [] : [`target = ${parameters.add(target, 'text')}`]),
  ];
  const where = parts.length === 0 ? '' : `where ${parts.join(' and ')}`;
  return { text: `select * from audit_log ${where} order by sequence desc limit ${limit + 1}`, values: parameters.values };
};

const ACTOR_ID = `split_part(actor, ':', 1) || ':' || split_part(actor, ':', 2)`;

import { ALERT_COLUMNS } from './alert-columns.ts';
import type { AlertLog, AlertPageRequest } from './alert-log.ts';
import { type AlertRow, alertOf } from './alert-row.ts';
import { plainArray } from '#store/array-literal.ts';
import { compileCondition } from '#store/conditions/compile-condition.ts';
import { createParameters } from '#store/conditions/parameters.ts';
import type { Sql } from '#store/sql.ts';

/** The alert log read from the database. */
export const createSqlAlertLog = (sql: Sql): AlertLog => ({
  bounds: async () => (await sql.query<{ head: number; oldest: number }>(BOUNDS))[0] ?? { head: 0, oldest: 1 },
  head: async () => (await sql.query<{ head: number }>(HEAD))[0]?.head ?? 0,
  readAfter: async (sequence, limit) => (await sql.query<AlertRow>(READ_AFTER, [sequence, limit])).map(alertOf),
  page: async (request) => {
    const { where, values } = pageConditions(request);
    const direction = request.from === 'first' ? 'asc' : 'desc';
    const text = `select * from risk_alerts where ${where} order by sequence ${direction} limit ${request.limit + 1}`;
    const rows = await sql.query<AlertRow>(text, values);
    const page = rows.slice(0, request.limit).map(alertOf);
    return { alerts: request.from === 'first' ? page : page.toReversed(), hasMore: rows.length > request.limit };
  },
  count: async (condition, limit) => {
    const { where, values } = pageConditions({ condition });
    const text = `select count(*)::int as count from (select from risk_alerts where ${where} order by sequence desc limit ${limit + 1}) as counted`;
    return (await sql.query<{ count: number }>(text, values))[0]?.count ?? 0;
  },
  bySequence: async (sequences) => {
    const rows = await sql.query<AlertRow>(BY_SEQUENCE, [plainArray(sequences)]);
    const found = new Map(rows.map((row) => [Number(row.sequence), alertOf(row)]));
    return sequences.map((sequence) => found.get(sequence) ?? null);
  },
});

/** Rows are found by risk_alerts_pkey (sequence) or risk_alerts_raised_index, the other conditions filter them. */
const pageConditions = ({ condition, after, before }: Pick<AlertPageRequest, 'condition' | 'after' | 'before'>) => {
  const parameters = createParameters();
  const parts = [
    compileCondition(condition, { columns: ALERT_COLUMNS, parameters }),
    ...(after === undefined ? [] : [`sequence > ${parameters.add(after, 'bigint')}`]),
    ...(before === undefined ? [] : [`sequence < ${parameters.add(before, 'bigint')}`]),
  ];
  return { where: parts.join(' and '), values: parameters.values };
};

const HEAD = `select last_sequence::float8 as head from alert_log_heads where name = 'risk_alerts'`;
const BOUNDS = `select h.last_sequence::float8 as head, coalesce((select min(sequence) from risk_alerts), h.last_sequence + 1)::float8 as oldest
  from alert_log_heads h where h.name = 'risk_alerts'`;
const READ_AFTER = 'select * from risk_alerts where sequence > $1::bigint order by sequence limit $2::int';
const BY_SEQUENCE = 'select * from risk_alerts where sequence = any($1::bigint[])';

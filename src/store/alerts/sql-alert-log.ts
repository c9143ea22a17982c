import type { AlertCriteria, AlertLog } from './alert-log.ts';
import { type AlertRow, alertOf } from './alert-row.ts';
import { plainArray, textArray } from '#store/array-literal.ts';
import { createConditions } from '#store/conditions.ts';
import type { Sql } from '#store/sql.ts';

/** The alert log read from the database. */
export const createSqlAlertLog = (sql: Sql): AlertLog => ({
  bounds: async () => (await sql.query<{ head: number; oldest: number }>(BOUNDS))[0] ?? { head: 0, oldest: 1 },
  head: async () => (await sql.query<{ head: number }>(HEAD))[0]?.head ?? 0,
  readAfter: async (sequence, limit) => (await sql.query<AlertRow>(READ_AFTER, [sequence, limit])).map(alertOf),
  page: async ({ criteria, after, before, limit, from }) => {
    const { where, values } = alertConditions(criteria, { after, before });
    const direction = from === 'first' ? 'asc' : 'desc';
    const text = `select * from risk_alerts ${where} order by sequence ${direction} limit ${limit + 1}`;
    const rows = await sql.query<AlertRow>(text, values);
    const page = rows.slice(0, limit).map(alertOf);
    return { alerts: from === 'first' ? page : page.toReversed(), hasMore: rows.length > limit };
  },
  count: async (criteria, limit) => {
    const { where, values } = alertConditions(criteria, {});
    const text = `select count(*)::int as count from (select from risk_alerts ${where} limit ${limit + 1}) as counted`;
    return (await sql.query<{ count: number }>(text, values))[0]?.count ?? 0;
  },
  bySequence: async (sequences) => {
    const rows = await sql.query<AlertRow>(BY_SEQUENCE, [plainArray(sequences)]);
    const found = new Map(rows.map((row) => [Number(row.sequence), alertOf(row)]));
    return sequences.map((sequence) => found.get(sequence) ?? null);
  },
});

/** Rows are found by risk_alerts_pkey (sequence) or risk_alerts_raised_index, the other conditions filter them. */
const alertConditions = (criteria: AlertCriteria, { after, before }: { after?: number | undefined; before?: number | undefined }) => {
  const conditions = createConditions();
  conditions.compare('sequence >', after, 'bigint');
  conditions.compare('sequence <', before, 'bigint');
  conditions.compare('raised_at >=', criteria.raisedFrom?.toISOString(), 'timestamptz');
  conditions.compare('raised_at <', criteria.raisedTo?.toISOString(), 'timestamptz');
  conditions.oneOf('level', criteria.levels, 'text');
  conditions.oneOf('rule_key', criteria.ruleKeys, 'text');
  conditions.oneOf('region', criteria.regions, 'text');
  conditions.oneOf('content_id', criteria.contentIds, 'text');
  conditions.oneOf('viewer_id', criteria.viewerIds, 'uuid');
  if (criteria.categories) conditions.add([textArray(criteria.categories)], ([value]) => `categories && ${value}::text[]`);
  return conditions.done();
};

const HEAD = `select last_sequence::float8 as head from alert_log_heads where name = 'risk_alerts'`;
const BOUNDS = `select h.last_sequence::float8 as head, coalesce((select min(sequence) from risk_alerts), h.last_sequence + 1)::float8 as oldest
  from alert_log_heads h where h.name = 'risk_alerts'`;
const READ_AFTER = 'select * from risk_alerts where sequence > $1::bigint order by sequence limit $2::int';
const BY_SEQUENCE = 'select * from risk_alerts where sequence = any($1::bigint[])';

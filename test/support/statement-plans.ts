import type { Sql } from '#store/sql.ts';

/** One kind of statement: what is called with a port over SQL. */
export type StatementKind = readonly [name: string, ask: (sql: Sql) => Promise<unknown>];

/** A statement that was run. */
export type RunStatement = { readonly text: string; readonly values: readonly unknown[] };

/** The same statements, and what has been run by them. */
export const recordStatements = (sql: Sql): { readonly sql: Sql; readonly run: readonly RunStatement[] } => {
  const run: RunStatement[] = [];
  const recording = (inner: Sql): Sql => ({
    query: (text, values = []) => {
      run.push({ text, values });
      return inner.query(text, values);
    },
    transaction: (work) => inner.transaction((transaction) => work(recording(transaction))),
  });
  return { sql: recording(sql), run };
};

/** Tables of events, alerts, counters and sessions, or day partitions of events, that statements are about to read from one end to the other although they hold rows. */
export const wholeScans = async (sql: Sql, statements: readonly RunStatement[]): Promise<readonly string[]> => {
  const scanned: string[] = [];
  for (const { text, values } of statements) scanned.push(...scannedIn(await planOf(sql, { text, values })));
  const rows = await sql.query<{ name: string }>(FILLED_TABLES);
  const filled = new Set(rows.map(({ name }) => name));
  return scanned.filter((name) => filled.has(name));
};

/** A day that has only begun is a few pages, which the planner does right to read from end to end. */
const FILLED_TABLES = `select relname as name from pg_class where relkind = 'r' and (relname ~ '^events_\\d{8}$' and reltuples > 2000
  or relname ~ '^(risk_alerts|event_keys|rollups_[a-z]+|sessions)$' and reltuples > 0)`;

type Plan = { readonly 'Node Type': string; readonly 'Relation Name'?: string; readonly Plans?: readonly Plan[] };

const planOf = async (sql: Sql, { text, values }: RunStatement): Promise<Plan> => {
  const [row] = await sql.query<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(`explain (format json) ${text}`, values);
  const plan = row?.['QUERY PLAN'][0]?.Plan;
  if (plan === undefined) throw new Error(`no plan for ${text}`);
  return plan;
};

const scannedIn = (plan: Plan): readonly string[] => [
  ...(plan['Node Type'] === 'Seq Scan' ? [plan['Relation Name'] ?? '?'] : []),
  ...(plan.Plans ?? []).flatMap(scannedIn),
];

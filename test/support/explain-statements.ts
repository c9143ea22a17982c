import type { Sql } from '#store/sql.ts';

type Plan = {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly Plan[];
};

/** The same statements, each explained before it runs: `scans` are `<node> of <index or table>` without the names of partitions, of all statements so far. */
export const explainStatements = (sql: Sql): { readonly sql: Sql; readonly scans: Set<string> } => {
  const scans = new Set<string>();
  const note = (plan: Plan): void => {
    const scanned = plan['Index Name'] ?? plan['Relation Name'];
    if (scanned !== undefined) scans.add(`${plan['Node Type']} of ${scanned.replace(/events_\d{8}/, 'events')}`);
    plan.Plans?.forEach(note);
  };
  const explaining: Sql = {
    async query(text, values = []) {
      const [row] = await sql.query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(`explain (format json) ${text}`, values);
      row?.['QUERY PLAN'].forEach(({ Plan: plan }) => note(plan));
      return sql.query(text, values);
    },
    transaction: () => Promise.reject(new Error('only single statements are explained')),
  };
  return { sql: explaining, scans };
};

import type { FunnelEvent } from '#domain/funnels/funnel.ts';
import type { FunnelRequest } from '#store/funnels/funnel-reader.ts';
import { createSqlFunnelPages } from '#store/funnels/sql-funnel-pages.ts';
import type { Sql } from '#store/sql.ts';

/** A part of a plan that was carried out. */
export type PlanNode = {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
};

/** The events of the second page of a funnel, one after many, and the plan by which the database read it. */
export const explainSecondPage = async (
  sql: Sql,
  { request, pageRows }: { readonly request: FunnelRequest; readonly pageRows: number },
): Promise<{ readonly events: readonly FunnelEvent[]; readonly nodes: readonly PlanNode[] }> => {
  const plans: PlanNode[] = [];
  const pages = createSqlFunnelPages(explaining(sql, plans), { pageRows })(request)[Symbol.asyncIterator]();
  await pages.next();
  const { value } = await pages.next();
  const last = plans.at(-1);
  return { events: (value as readonly FunnelEvent[] | undefined) ?? [], nodes: last === undefined ? [] : nodesOf(last) };
};

const nodesOf = (plan: PlanNode): readonly PlanNode[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** Explains what reads events before it is carried out, with the settings of its transaction. */
const explaining = (sql: Sql, plans: PlanNode[]): Sql => ({
  async query(text, values = []) {
    if (text.includes('from events')) {
      const [row] = await sql.query<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>(`explain (analyze, format json) ${text}`, values);
      plans.push(...(row?.['QUERY PLAN'] ?? []).map(({ Plan }) => Plan));
    }
    return sql.query(text, values);
  },
  transaction: (work) => sql.transaction((transaction) => work(explaining(transaction, plans))),
});

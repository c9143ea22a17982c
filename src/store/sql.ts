import type { SqlEntityManager } from '@mikro-orm/sql';
import { CompiledQuery, type QueryExecutorProvider } from 'kysely';

/** Statements on one connection or, inside `transaction`, on one transaction; the same text runs on PostgreSQL and PGlite. */
export type Sql = {
  /** Runs one statement with `$1…` values; arrays are passed as array literals (see array-literal.ts). Times come back as text. */
  query<Row>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /**
   * Commits when `work` resolves and rolls back when it throws. Inside, only the given `Sql` may be used: PGlite has one
   * connection. A transaction within a transaction is part of it.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
};

/**
 * Statements through the ORM's own connections. Transactions are Kysely's: the ORM's own give a connection back to the
 * pool only after a COMMIT or ROLLBACK that succeeded, so that each one lost in a transaction would cost a place for good.
 */
export const createSql = (em: SqlEntityManager): Sql => ({
  query: (text, values = []) => run(em.getConnection().getClient(), text, values),
  transaction: (work) =>
    em
      .getConnection()
      .getClient()
      .transaction()
      .execute((transaction) => work(inside(transaction))),
});

type Executor = { executeQuery: (query: CompiledQuery) => Promise<{ rows: unknown[] }> } & Partial<QueryExecutorProvider>;

const inside = (transaction: Executor): Sql => {
  const sql: Sql = { query: (text, values = []) => run(transaction, text, values), transaction: (work) => work(sql) };
  return sql;
};

const run = async <Row>(executor: Executor, text: string, values: readonly unknown[]): Promise<readonly Row[]> => {
  const { rows } = await executor.executeQuery(CompiledQuery.raw(text, [...values]));
  return rows as Row[];
};

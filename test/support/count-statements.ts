import type { Sql } from '#store/sql.ts';

/** The same statements, counted; those of a transaction too. */
export const countStatements = (sql: Sql): { readonly sql: Sql; statements(): number } => {
  let statements = 0;
  const counting = (inner: Sql): Sql => ({
    query(text, values) {
      statements += 1;
      return inner.query(text, values);
    },
    transaction: (work) => inner.transaction((transaction) => work(counting(transaction))),
  });
  return { sql: counting(sql), statements: () => statements };
};

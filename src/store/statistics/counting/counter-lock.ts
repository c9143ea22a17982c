import type { Sql } from '#store/sql.ts';

/** Any number, the same in all processes: who holds this lock counts. */
const COUNTER_LOCK = 7_421_904_312;

/**
 * Opens a transaction in which everything read is of one moment, and makes it the only one that changes statistics, until
 * it ends; false where another one is. The first call of the transaction.
 */
export const becomeCounter = async (transaction: Sql): Promise<boolean> => {
  await transaction.query('set transaction isolation level repeatable read');
  const [row] = await transaction.query<{ readonly is_counter: boolean }>(LOCK, [COUNTER_LOCK]);
  return row?.is_counter ?? false;
};

const LOCK = 'select pg_try_advisory_xact_lock($1::bigint) as is_counter';

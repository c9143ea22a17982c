import type { Sql } from '#store/sql.ts';

/** Any number, the same in all processes: who holds this lock counts. */
const COUNTER_LOCK = 7_421_904_312;
/** A pass adds up for seconds between its statements where its events are spread over weeks; a worker that stops meanwhile keeps others from counting so long. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;

/**
 * Opens a transaction in which everything read is of one moment, and makes it the only one that changes statistics, until
 * it ends; false where another one is. The first call of the transaction.
 */
export const becomeCounter = async (transaction: Sql): Promise<boolean> => {
  await transaction.query('set transaction isolation level repeatable read');
  await transaction.query(`set local idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_TIMEOUT_MS}`);
  const [row] = await transaction.query<{ readonly is_counter: boolean }>(LOCK, [COUNTER_LOCK]);
  return row?.is_counter ?? false;
};

const LOCK = 'select pg_try_advisory_xact_lock($1::bigint) as is_counter';

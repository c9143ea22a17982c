import { hash } from 'node:crypto';
import type { IdentityCipher } from '#store/identities/identity-cipher.ts';
import type { Sql } from '#store/sql.ts';

/** What could not be processed, and why. */
export type DeadLetter = {
  readonly entryId: string;
  readonly eventKey: string | null;
  readonly source: string | null;
  readonly eventId: string | null;
  /** Where it failed. */
  readonly stage: 'DECODE' | 'STORE';
  /** In words, without the payload. */
  readonly reason: string;
  readonly attempts: number;
  readonly failedAt: Date;
  /** The event or entry as it came, kept encrypted. */
  readonly payload: string;
};

/** Counts one more failure of an event alone; answers the count. */
export const recordFailure = async (sql: Sql, eventKey: string, failedAt: Date): Promise<number> => {
  const [row] = await sql.query<{ attempts: number }>(RECORD, [eventKey, failedAt.toISOString()]);
  return row?.attempts ?? 1;
};

const RECORD = `insert into failed_attempts (event_key, attempts, last_failed_at) values ($1, 1, $2)
  on conflict (event_key) do update set attempts = failed_attempts.attempts + 1, last_failed_at = excluded.last_failed_at
  returning attempts`;

/** Forgets the failures of an event. */
export const forgetFailures = async (sql: Sql, eventKey: string): Promise<void> => {
  await sql.query('delete from failed_attempts where event_key = $1', [eventKey]);
};

/** Keeps a dead letter, once for an entry and event, and forgets its count of failures. */
export const insertDeadLetter = (sql: Sql, cipher: IdentityCipher, letter: DeadLetter): Promise<void> =>
  sql.transaction(async (transaction) => {
    await transaction.query(INSERT, [
      letterId(letter),
      letter.entryId,
      letter.eventKey,
      letter.source,
      letter.eventId,
      letter.stage,
      letter.reason,
      letter.attempts,
      letter.failedAt.toISOString(),
      cipher.encrypt(letter.payload),
    ]);
    if (letter.eventKey !== null) await forgetFailures(transaction, letter.eventKey);
  });

/** The same for the same entry and event, which may be delivered again after it was set aside: 128 bits of SHA-256. */
const letterId = ({ entryId, eventKey }: DeadLetter): string => hash('sha256', `${entryId}\0${eventKey ?? ''}`, 'hex').slice(0, 32);

const INSERT = `insert into dead_letters (id, entry_id, event_key, source, event_id, stage, reason, attempts, failed_at, payload)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (id) do nothing`;

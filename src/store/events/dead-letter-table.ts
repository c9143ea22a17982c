import { hash } from 'node:crypto';
import { holdErasures } from '#store/identities/erasures.ts';
import type { IdentityCipher } from '#store/identities/identity-cipher.ts';
import type { IdentityTable } from '#store/identities/identity-table.ts';
import type { Sql } from '#store/sql.ts';

/** What could not be processed, and why. */
export type DeadLetter = {
  readonly entryId: string;
  readonly eventKey: string | null;
  readonly source: string | null;
  readonly eventId: string | null;
  /** The original id of the viewer, not kept as such. */
  readonly userId: string | null;
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

type Needs = { readonly sql: Sql; readonly identities: Pick<IdentityTable, 'lookUpWithin'>; readonly cipher: IdentityCipher };

/** Keeps a dead letter, once for an entry and event, and forgets its count of failures; of a viewer who was erased it keeps nothing. */
export const insertDeadLetter = ({ sql, identities, cipher }: Needs, letter: DeadLetter): Promise<void> =>
  sql.transaction(async (transaction) => {
    await holdErasures(transaction);
    const viewer = letter.userId === null ? null : await identities.lookUpWithin(transaction, 'VIEWER', letter.userId);
    const isErased = viewer !== null && viewer.id === null;
    if (!isErased) await transaction.query(INSERT, valuesOf(letter, viewer?.id ?? null, cipher.encrypt(letter.payload)));
    if (letter.eventKey !== null) await forgetFailures(transaction, letter.eventKey);
  });

const valuesOf = (letter: DeadLetter, viewerId: string | null, payload: Buffer): readonly unknown[] => [
  letterId(letter),
  letter.entryId,
  letter.eventKey,
  letter.source,
  letter.eventId,
  letter.stage,
  letter.reason,
  letter.attempts,
  letter.failedAt.toISOString(),
  payload,
  viewerId,
];

/** The same for the same entry and event, which may be delivered again after it was set aside: 128 bits of SHA-256. */
const letterId = ({ entryId, eventKey }: DeadLetter): string => hash('sha256', `${entryId}\0${eventKey ?? ''}`, 'hex').slice(0, 32);

const INSERT = `insert into dead_letters (id, entry_id, event_key, source, event_id, stage, reason, attempts, failed_at, payload, viewer_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing`;

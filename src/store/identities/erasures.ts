import { randomUUID } from 'node:crypto';
import type { Sql } from '#store/sql.ts';
import type { Subject } from './subject-reader.ts';

/** That the pseudonym of an original was given up: of a viewer who was erased, or of a device only that viewer had. */
export type Erasure = {
  /** Grows in the order of commits. */
  readonly sequence: number;
  readonly kind: Subject['kind'];
  /** The keyed hash, 64 hex digits. */
  readonly hash: string;
};

/** Erasures read at once. */
export const ERASURES_READ_MAX = 1_000;

/** Any number, the same in every process: batches share it, an erasure has it alone, so that none happens in the middle of a batch. */
export const ERASURE_LOCK = 7_201_003;

/** How far erasures have got; 0 before the first. */
export const readErasureHead = async (sql: Sql): Promise<number> => {
  const [row] = await sql.query<{ head: string | number }>(HEAD);
  return Number(row?.head ?? 0);
};

/** The next erasures after a sequence, in order. */
export const readErasures = async (sql: Sql, after: number): Promise<readonly Erasure[]> =>
  (await sql.query<ErasureRow>(`${ERASURES_AFTER(1)} order by erasure limit ${ERASURES_READ_MAX}`, [after])).map(erasureOf);

/** Erasures after the sequence that is the parameter of this number. identities_erasure_index */
export const ERASURES_AFTER = (parameter: number): string =>
  `select erasure, kind, encode(id_hash, 'hex') as hash from identities where erasure > $${parameter}::bigint`;

export type ErasureRow = { readonly erasure: string | number; readonly kind: Subject['kind']; readonly hash: string };

/** An erasure as the drivers answer it. */
export const erasureOf = ({ erasure, kind, hash }: ErasureRow): Erasure => ({ sequence: Number(erasure), kind, hash });

/** Waits for the batches in hand and keeps new ones waiting until this transaction ends; keep it short. */
export const holdBatches = async (transaction: Sql): Promise<void> => {
  await transaction.query('select pg_advisory_xact_lock($1::bigint)', [ERASURE_LOCK]);
};

/** Keeps erasures waiting until this transaction ends. */
export const holdErasures = async (transaction: Sql): Promise<void> => {
  await transaction.query('select pg_advisory_xact_lock_shared($1::bigint)', [ERASURE_LOCK]);
};

/** Unlinks a viewer while batches are held: nothing leads from the hash to the pseudonym or the original any more. Answers the id of the tombstone, null when there is nobody of this pseudonym. */
export const unlinkViewer = async (transaction: Sql, viewerId: string, at: Date): Promise<string | null> => {
  const [row] = await transaction.query<{ id: string }>(UNLINK_VIEWER, [viewerId, randomUUID(), at.toISOString()]);
  return row?.id ?? null;
};

/** Gives up pseudonym and original of a device while batches are held; the device gets another one when it is seen again. */
export const unlinkDevice = async (transaction: Sql, deviceId: string): Promise<void> => {
  await transaction.query(UNLINK_DEVICE, [deviceId, randomUUID()]);
};

/** identities_erasure_index */
const HEAD = 'select coalesce(max(erasure), 0) as head from identities';
const NEXT = '(select coalesce(max(erasure), 0) + 1 from identities)';
/** identities_pkey */
const UNLINK_VIEWER = `update identities set id = $2::uuid, original = null, created_at = $3, erased_at = $3, erasure = ${NEXT}
  where id = $1::uuid and kind = 'VIEWER' and erased_at is null returning id`;
const UNLINK_DEVICE = `update identities set id = $2::uuid, original = null, created_at = now(), erasure = ${NEXT}
  where id = $1::uuid and kind = 'DEVICE'`;

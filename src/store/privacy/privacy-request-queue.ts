import type { PrivacyRequestKind } from '#domain/privacy-request.ts';
import type { IdentityCipher } from '#store/identities/identity-cipher.ts';
import type { Sql } from '#store/sql.ts';

/** A request one worker is at, until its lease ends. */
export type ClaimedRequest = {
  readonly id: string;
  readonly kind: PrivacyRequestKind;
  readonly viewerId: string;
  readonly leaseId: string;
  /** What an earlier try left to go on from, sealed. */
  readonly sealed: Buffer | null;
};

/** How a request ends. */
export type RequestOutcome = {
  readonly status: 'COMPLETED' | 'DENIED';
  readonly affectedRecords: number;
  readonly auditSequence: number;
  /** What is kept of it, as text: the export of an ACCESS request. */
  readonly kept: string | null;
};

/** How long a worker that says nothing keeps a request: longer than the slowest statement. */
const LEASE_MS = 60_000;
/** How long an export can be read. */
export const EXPORT_MS_KEPT = 30 * 86_400_000;

/** Takes the open request that is due next and that nobody is at; null when there is none. */
export const claimRequest = async (sql: Sql, leaseId: string, now: Date): Promise<ClaimedRequest | null> => {
  const [row] = await sql.query<ClaimedRow>(CLAIM, [leaseId, untilOf(now), now.toISOString()]);
  if (row === undefined) return null;
  const sealed = row.sealed === null ? null : Buffer.from(row.sealed, 'hex');
  return { id: row.id, kind: row.kind, viewerId: row.viewer_id, leaseId, sealed };
};

/** Keeps a request longer; throws when it was taken by another worker meanwhile. */
export const keepRequest = async (sql: Sql, { id, leaseId }: ClaimedRequest, now: Date): Promise<void> => {
  const kept = await sql.query(KEEP, [id, leaseId, untilOf(now)]);
  if (kept.length === 0) throw new LeaseLost();
};

/** Another worker is at the request by now. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/**
 * Writes down how a request ended, once; nothing happens when another worker has it by now, nor to an export of a person who was erased
 * while it was gathered: it is answered anew.
 */
export const closeRequest = async (
  sql: Sql,
  { request, outcome, at }: { readonly request: ClaimedRequest; readonly outcome: RequestOutcome; readonly at: Date },
  cipher: Pick<IdentityCipher, 'encrypt'>,
): Promise<void> => {
  const { status, affectedRecords, auditSequence, kept } = outcome;
  const sealed = kept === null ? null : cipher.encrypt(kept);
  await sql.query(CLOSE, [request.id, request.leaseId, status, at.toISOString(), affectedRecords, auditSequence, sealed, request.viewerId]);
};

/** Deletes exports that were there for EXPORT_MS_KEPT; answers how many. */
export const sweepExports = async (sql: Sql, now: Date): Promise<number> =>
  (await sql.query(SWEEP, [new Date(now.getTime() - EXPORT_MS_KEPT).toISOString()])).length;

type ClaimedRow = { readonly id: string; readonly kind: PrivacyRequestKind; readonly viewer_id: string; readonly sealed: string | null };

const untilOf = (now: Date): string => new Date(now.getTime() + LEASE_MS).toISOString();

/** privacy_requests_open_index */
const CLAIM = `update privacy_requests set status = 'IN_PROGRESS', lease_id = $1::uuid, lease_until = $2::timestamptz
  where id = (select id from privacy_requests where completed_at is null and (lease_until is null or lease_until < $3::timestamptz)
    order by due_at limit 1 for update skip locked)
  returning id, kind, viewer_id, encode(sealed, 'hex') as sealed`;
const KEEP = 'update privacy_requests set lease_until = $3 where id = $1 and lease_id = $2 and completed_at is null returning 1';
const CLOSE = `update privacy_requests set status = $3, completed_at = $4, affected_records = $5, audit_sequence = $6, sealed = $7,
    lease_id = null, lease_until = null
  where id = $1 and lease_id = $2 and completed_at is null and (kind <> 'ACCESS' or viewer_id = $8::uuid)`;
const SWEEP = `update privacy_requests set sealed = null
  where kind = 'ACCESS' and sealed is not null and completed_at < $1::timestamptz returning 1`;

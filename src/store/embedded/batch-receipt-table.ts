import type { Sql } from '#store/sql.ts';

type BatchReceiptTableOptions = {
  /** An older receipt is as good as none. */
  readonly keptMs: number;
  /** Beyond it, or beyond `bytesMax` for all of them together, the oldest go. */
  readonly receiptsMax: number;
  /** UTF-8 bytes. */
  readonly bytesMax: number;
  readonly now?: () => number;
};

/** What is too old or too much is deleted after so long a time, or so great a part of the bytes that may be kept. */
const SWEEP_MS_BETWEEN = 60_000;
const SWEEP_SHARE_BETWEEN = 0.1;

/** Receipts in `batch_receipts`. Matches ingest's `BatchReceipts`; rejects when the database cannot be reached. */
export const createBatchReceiptTable = (sql: Sql, { keptMs, receiptsMax, bytesMax, now = Date.now }: BatchReceiptTableOptions) => {
  let sweptAt = Number.NEGATIVE_INFINITY;
  let bytesSince = 0;
  const sweep = async (): Promise<void> => {
    const isForBytes = bytesSince >= bytesMax * SWEEP_SHARE_BETWEEN;
    if (!isForBytes && now() - sweptAt < SWEEP_MS_BETWEEN) return;
    sweptAt = now();
    bytesSince = 0;
    await sql.query(SWEEP, [keptMs, receiptsMax, bytesMax]);
    if (isForBytes) await sql.query('vacuum batch_receipts'); // at this pace the room cannot wait for housekeeping
  };
  return {
    async find(source: string, batchId: string): Promise<string | null> {
      const [row] = await sql.query<{ receipt: string }>(FIND, [source, batchId, keptMs]);
      return row?.receipt ?? null;
    },
    async save(source: string, batchId: string, receipt: string): Promise<void> {
      await sql.query(SAVE, [source, batchId, receipt, keptMs]);
      bytesSince += Buffer.byteLength(receipt);
      await sweep();
    },
  };
};

/** By primary key. */
const FIND = `
select receipt from batch_receipts
where source = $1 and batch_id = $2 and saved_at > clock_timestamp() - $3::float8 * interval '1 millisecond'`;

/** The first one stays, unless it is too old. */
const SAVE = `
insert into batch_receipts as kept (source, batch_id, receipt, saved_at) values ($1, $2, $3, clock_timestamp())
on conflict (source, batch_id) do update set receipt = excluded.receipt, saved_at = excluded.saved_at
where kept.saved_at <= clock_timestamp() - $4::float8 * interval '1 millisecond'`;

/** By batch_receipts_saved_index, from both ends: too old, or not among the newest that there is room for. Sizes are known without reading the texts. */
const SWEEP = `
delete from batch_receipts
where saved_at <= greatest(
  clock_timestamp() - $1::float8 * interval '1 millisecond',
  (select saved_at from batch_receipts order by saved_at desc offset $2::int limit 1),
  (select max(saved_at) from (
    select saved_at, sum(octet_length(receipt)) over (order by saved_at desc) as bytes from batch_receipts
  ) as newest where bytes > $3::bigint)
)`;

import { plainArray } from '#store/array-literal.ts';
import type { Sql } from '#store/sql.ts';
import { holdBatches } from './erasures.ts';
import { type IdentityCipher, MARK_BYTES, type NextIdentityKey } from './identity-cipher.ts';
import { IdentityKeyMismatch, KEY_SETTINGS, readKeySettings } from './identity-key-check.ts';

export type Rotation = {
  readonly sql: Sql;
  /** Knows the next key. */
  readonly cipher: IdentityCipher;
  readonly now: () => Date;
  /** Called after each slice with how many rows it changed; a rotation that ends here goes on when it is begun again. */
  readonly afterSlice?: (rows: number) => void | Promise<void>;
};

/** Rows changed in one transaction. */
const SLICE_ROWS = 500;

/**
 * Puts the next key in the place of the key while traffic flows: from the first statement on new identities are hashed with it, then all
 * others are hashed anew and everything sealed is sealed anew, a slice at a time. Pseudonyms stay. Begun again it goes on, and is done at
 * once when it was done. Answers how many rows were changed. Every process must know both keys before it begins.
 */
export const rotateIdentityKey = async (rotation: Rotation): Promise<number> => {
  const { sql, cipher } = rotation;
  const { next } = cipher;
  if (next === null) throw new RangeError('there is no next key');
  const { active, former } = await readKeySettings(sql);
  if (active === next.fingerprint && former === null) return 0;
  if (active !== cipher.fingerprint && active !== next.fingerprint) throw new IdentityKeyMismatch();
  await begin(rotation, next);
  const hashed = await inSlices(rotation, (after) => hashSlice(rotation, next, after));
  let sealed = 0;
  // oxlint-disable-next-line no-await-in-loop -- one column after the other
  for (const column of SEALED)
    if (await exists(sql, column)) sealed += await inSlices(rotation, (after) => sealSlice(rotation, column, after));
  await finish(rotation);
  return hashed + sealed;
};

/** Waits for whoever makes identities, and from then on they are made with the next key. Devices that were given up hold nothing to keep. */
const begin = ({ sql, cipher, now }: Rotation, next: NextIdentityKey): Promise<void> =>
  sql.transaction(async (transaction) => {
    await holdBatches(transaction);
    await transaction.query(SET, [KEY_SETTINGS.active, next.fingerprint]);
    await transaction.query(SET, [KEY_SETTINGS.former, cipher.fingerprint]);
    await transaction.query(RETIRE, [cipher.fingerprint, next.sealFormerHashKey(), now().toISOString()]);
    await transaction.query(`delete from identities where kind = 'DEVICE' and original is null`);
  });

/** What a slice changed, and where the next one begins; null when there is none. */
type Slice = { readonly rows: number; readonly end: readonly unknown[] | null };

const inSlices = async ({ afterSlice }: Rotation, work: (after: readonly unknown[] | null) => Promise<Slice>): Promise<number> => {
  let rows = 0;
  let after: readonly unknown[] | null = null;
  // oxlint-disable no-await-in-loop -- one slice after the other
  do {
    const slice: Slice = await work(after);
    rows += slice.rows;
    after = slice.end;
    await afterSlice?.(slice.rows);
  } while (after !== null);
  return rows;
};

type IdentityRow = { readonly id: string; readonly kind: string; readonly original: string };

const hashSlice = ({ sql, cipher }: Rotation, next: NextIdentityKey, after: readonly unknown[] | null): Promise<Slice> =>
  sql.transaction(async (transaction) => {
    const rows = await transaction.query<IdentityRow>(UNHASHED, [after?.[0] ?? NO_ID, next.fingerprint, SLICE_ROWS]);
    const anew = rows.map(({ id, kind, original }) => {
      const text = cipher.decrypt(Buffer.from(original, 'hex'));
      return { id, hash: next.hash(kind, text), sealed: cipher.encrypt(text) };
    });
    const hashes = byteaArray(anew.map(({ hash }) => hash));
    const originals = byteaArray(anew.map(({ sealed }) => sealed));
    await transaction.query(HASH, [plainArray(anew.map(({ id }) => id)), hashes, originals, next.fingerprint]);
    const last = rows.at(-1);
    return { rows: rows.length, end: last === undefined || rows.length < SLICE_ROWS ? null : [last.id] };
  });

/** A column that the key sealed, and the primary key of its rows. */
type SealedColumn = { readonly table: string; readonly column: string; readonly keys: readonly (readonly [name: string, type: string])[] };

/** Everything that is sealed besides originals. */
const SEALED: readonly SealedColumn[] = [
  { table: 'retired_hash_keys', column: 'sealed', keys: [['fingerprint', 'text']] },
  { table: 'signing_keys', column: 'private_key', keys: [['key_id', 'text']] },
  { table: 'privacy_requests', column: 'sealed', keys: [['id', 'uuid']] },
  { table: 'dead_letters', column: 'payload', keys: [['id', 'uuid']] },
  {
    table: 'events',
    column: 'ip_original',
    keys: [
      ['occurred_at', 'timestamptz'],
      ['key', 'uuid'],
    ],
  },
];

const exists = async (sql: Sql, { table }: SealedColumn): Promise<boolean> =>
  (await sql.query<{ found: boolean }>('select to_regclass($1) is not null as found', [table]))[0]?.found === true;

type SealedRow = { readonly keys: readonly string[]; readonly sealed: string };

const sealSlice = ({ sql, cipher }: Rotation, sealed: SealedColumn, after: readonly unknown[] | null): Promise<Slice> =>
  sql.transaction(async (transaction) => {
    const { select, update } = statementsOf(sealed, after !== null);
    const mark = cipher.next?.mark ?? null;
    const rows = await transaction.query<SealedRow>(select, [mark, SLICE_ROWS, ...(after ?? [])]);
    const keys = sealed.keys.map((_key, i) => plainArray(rows.map((row) => JSON.stringify(row.keys[i] ?? ''))));
    const anew = byteaArray(rows.map((row) => cipher.encrypt(cipher.decrypt(Buffer.from(row.sealed, 'hex')))));
    if (rows.length > 0) await transaction.query(update, [anew, ...keys]);
    return { rows: rows.length, end: rows.length < SLICE_ROWS ? null : (rows.at(-1)?.keys ?? null) };
  });

/** Found by primary key, in its order. */
const statementsOf = ({ table, column, keys }: SealedColumn, isLater: boolean) => {
  const names = keys.map(([name]) => name).join();
  const later = `and (${names}) > (${keys.map(([, type], i) => `$${i + 3}::${type}`).join()})`;
  const asked = keys.map(([, type], i) => `$${i + 2}::${type}[]`).join();
  return {
    select: `select array[${keys.map(([name]) => `${name}::text`).join()}] as keys, encode(${column}, 'hex') as sealed from ${table}
      where ${column} is not null and substring(${column} from 1 for ${MARK_BYTES}) <> $1::bytea ${isLater ? later : ''}
      order by ${names} limit $2::int for update`,
    update: `update ${table} t set ${column} = anew.sealed from unnest($1::bytea[], ${asked}) as anew (sealed, ${keys.map((_key, i) => `k${i}`).join()})
      where ${keys.map(([name], i) => `t.${name} = anew.k${i}`).join(' and ')}`,
  };
};

/** From here on the old key opens and finds nothing that the new one does not. A hash key is kept while a tombstone was made with it. */
const finish = ({ sql }: Rotation): Promise<void> =>
  sql.transaction(async (transaction) => {
    await transaction.query('delete from settings where name in ($1, $2)', [KEY_SETTINGS.former, KEY_SETTINGS.next]);
    await transaction.query(FORGET_RETIRED);
  });

const byteaArray = (values: readonly Buffer[]): string => plainArray(values.map((value) => `"\\\\x${value.toString('hex')}"`));
const NO_ID = '00000000-0000-0000-0000-000000000000';

const SET = 'insert into settings (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value';
const RETIRE = `insert into retired_hash_keys (fingerprint, sealed, retired_at) values ($1, $2, $3) on conflict (fingerprint) do nothing`;
/** identities_pkey */
const UNHASHED = `select id, kind, encode(original, 'hex') as original from identities
  where id > $1::uuid and original is not null and hash_key is distinct from $2 order by id limit $3::int for update`;
const HASH = `update identities i set id_hash = anew.id_hash, original = anew.original, hash_key = $4
  from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as anew (id, id_hash, original) where i.id = anew.id`;
const FORGET_RETIRED = `delete from retired_hash_keys r
  where not exists (select from identities where erased_at is not null and hash_key is not distinct from r.fingerprint)`;

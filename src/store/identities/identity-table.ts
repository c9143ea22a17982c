import { randomUUID } from 'node:crypto';
import { plainArray } from '#store/array-literal.ts';
import { holdErasures } from './erasures.ts';
import type { IdentityCipher } from './identity-cipher.ts';
import { IdentityKeyMismatch, KEY_SETTINGS } from './identity-key-check.ts';
import type { Sql } from '#store/sql.ts';
import type { Subject, SubjectReader } from './subject-reader.ts';

type Kind = Subject['kind'];

/** What an original is known by. */
export type Identity = {
  /** The pseudonym; null for a viewer who was erased. */
  readonly id: string | null;
  /** The same or, for who was erased, the id of the tombstone. */
  readonly rowId: string;
  /** The keyed hash, 64 hex digits. */
  readonly hash: string;
};

/** The one place of personal data: turns original ids into random pseudonyms that stay the same. */
export type IdentityTable = SubjectReader & {
  /** Pseudonyms of `originals`, made where there are none; null for viewers who were erased. Committed on its own, so that a pseudonym survives what follows. */
  identify(kind: Kind, originals: Iterable<string>): Promise<ReadonlyMap<string, string | null>>;
  /** The same with the hash each was found by. */
  lookUpOrMake(kind: Kind, originals: readonly string[]): Promise<ReadonlyMap<string, Identity>>;
  /** Row ids of originals, tombstones included, in the order asked for; null where the id was never seen. One statement. */
  rowIds(kind: Kind, originals: readonly string[]): Promise<readonly (string | null)[]>;
  /** What is known of an original in this transaction; null when it was never seen. */
  lookUpWithin(transaction: Sql, kind: Kind, original: string): Promise<Identity | null>;
};

/** Identities in the database. */
export const createIdentityTable = (sql: Sql, cipher: IdentityCipher): IdentityTable => {
  const table = { sql, cipher };
  const lookUpOrMake: IdentityTable['lookUpOrMake'] = (kind, originals) => findOrMake(table, kind, originals);
  return {
    lookUpOrMake,
    identify: async (kind, originals) => {
      const found = await lookUpOrMake(kind, [...new Set(originals)]);
      return new Map(Array.from(found, ([original, { id }]) => [original, id]));
    },
    lookUpWithin: async (transaction, kind, original) =>
      (await findByHash({ sql: transaction, cipher }, kind, [original])).get(original) ?? null,
    rowIds: async (kind, originals) => {
      const found = await findByHash(table, kind, originals);
      return originals.map((original) => found.get(original)?.rowId ?? null);
    },
    pseudonyms: async (kind, originals) => {
      const found = await findByHash(table, kind, originals);
      return originals.map((original) => found.get(original)?.id ?? null);
    },
    byIds: async (kind, ids) => {
      const rows = await sql.query<{ id: string; created_at: string }>(BY_ID, [kind, plainArray(ids.filter((id) => UUID.test(id)))]);
      const found = new Map(rows.map(({ id, created_at }) => [id, { id, kind, createdAt: new Date(created_at) }]));
      return ids.map((id) => found.get(id) ?? null);
    },
  };
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Table = { readonly sql: Sql; readonly cipher: IdentityCipher };
type Found = ReadonlyMap<string, FoundIdentity>;
/** `isBare`: a device that was given up with its viewer and is seen again. */
type FoundIdentity = Identity & { readonly isBare: boolean };

const findOrMake = async (table: Table, kind: Kind, originals: readonly string[]): Promise<Found> => {
  if (originals.length === 0) return new Map();
  const found = await findByHash(table, kind, originals);
  const missing = originals.filter((original) => found.get(original)?.isBare ?? true);
  if (missing.length === 0) return found;
  await make(table, kind, missing);
  const made = await findByHash(table, kind, missing);
  if (made.size < missing.length) throw new IdentityKeyMismatch();
  return new Map([...found, ...made]);
};

type Row = { readonly id: string; readonly hash: string; readonly is_erased: boolean; readonly is_bare: boolean };

const findByHash = async ({ sql, cipher }: Table, kind: Kind, originals: readonly string[]): Promise<Found> => {
  const byHash = new Map(originals.flatMap((original) => cipher.hashes(kind, original).map((hash) => [hex(hash), original] as const)));
  const rows = await sql.query<Row>(BY_HASH, [kind, byteaArray(byHash.keys())]);
  return new Map(
    rows.map(({ id, hash, is_erased, is_bare }) => [
      byHash.get(hash) ?? '',
      { id: is_erased ? null : id, rowId: id, hash, isBare: is_bare },
    ]),
  );
};

/** Sorted, so that two workers with the same newcomers wait for each other instead of deadlocking. */
const make = async ({ sql, cipher }: Table, kind: Kind, missing: readonly string[]): Promise<void> => {
  const { next, fingerprint } = cipher;
  const hashed = missing.map((original) => ({ original, hash: hex(cipher.hash(kind, original)) }));
  const sorted = hashed.toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
  const values = [
    kind,
    plainArray(sorted.map(() => randomUUID())),
    byteaArray(sorted.map(({ hash }) => hash)),
    byteaArray(sorted.map(({ original, hash }) => (next === null ? hash : hex(next.hash(kind, original))))),
    byteaArray(sorted.map(({ original }) => hex(cipher.encrypt(original)))),
    fingerprint,
    next?.fingerprint ?? fingerprint,
  ];
  if (next === null) await sql.query(MAKE, values);
  else await makeWhileReplacing(sql, values);
};

/** Nobody is made with the old key once the next one is in force: the statement looks which one is after it has the lock that a rotation begins with. */
const makeWhileReplacing = (sql: Sql, values: readonly unknown[]): Promise<void> =>
  sql.transaction(async (transaction) => {
    await holdErasures(transaction);
    await transaction.query(MAKE, values);
  });

const hex = (bytes: Buffer): string => bytes.toString('hex');
const byteaArray = (hexes: Iterable<string>): string => plainArray([...hexes].map((digits) => `"\\\\x${digits}"`));

/** identities_hash_index */
const BY_HASH = `select id, encode(id_hash, 'hex') as hash, erased_at is not null as is_erased, original is null and erased_at is null as is_bare
  from identities where kind = $1 and id_hash = any($2::bytea[])`;
/** identities_pkey */
const BY_ID = `select id, created_at from identities where kind = $1 and id = any($2::uuid[]) and erased_at is null`;
/** Two equalities, each found by an index or a hash: one of two is looked for in every row. */
const WHOLE = 'select from identities known where known.kind = $1 and (known.original is not null or known.erased_at is not null)';
/** With whichever key is in force; nobody where that is another one. */
const MAKE = `insert into identities (id, kind, id_hash, original, hash_key)
  select id, $1, case when in_force.key = $7 then next_hash else id_hash end, original, in_force.key
  from unnest($2::uuid[], $3::bytea[], $4::bytea[], $5::bytea[]) as t (id, id_hash, next_hash, original),
    (select coalesce((select value from settings where name = '${KEY_SETTINGS.active}'), $6) as key) as in_force
  where in_force.key in ($6, $7) and not exists (${WHOLE} and known.id_hash = t.id_hash)
    and not exists (${WHOLE} and known.id_hash = t.next_hash)
  on conflict (kind, id_hash) do update set original = excluded.original
  where identities.original is null and identities.erased_at is null`;

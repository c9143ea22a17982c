import { randomUUID } from 'node:crypto';
import { plainArray } from '#store/array-literal.ts';
import type { IdentityCipher } from './identity-cipher.ts';
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
  return new Map([...found, ...(await findByHash(table, kind, missing))]);
};

type Row = { readonly id: string; readonly hash: string; readonly is_erased: boolean; readonly is_bare: boolean };

const findByHash = async ({ sql, cipher }: Table, kind: Kind, originals: readonly string[]): Promise<Found> => {
  const byHash = new Map(originals.map((original) => [hex(cipher.hash(kind, original)), original]));
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
  const hashed = missing.map((original) => ({ original, hash: hex(cipher.hash(kind, original)) }));
  const sorted = hashed.toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
  await sql.query(MAKE, [
    kind,
    plainArray(sorted.map(() => randomUUID())),
    byteaArray(sorted.map(({ hash }) => hash)),
    byteaArray(sorted.map(({ original }) => hex(cipher.encrypt(original)))),
  ]);
};

const hex = (bytes: Buffer): string => bytes.toString('hex');
const byteaArray = (hexes: Iterable<string>): string => plainArray([...hexes].map((digits) => `"\\\\x${digits}"`));

/** identities_hash_index */
const BY_HASH = `select id, encode(id_hash, 'hex') as hash, erased_at is not null as is_erased, original is null and erased_at is null as is_bare
  from identities where kind = $1 and id_hash = any($2::bytea[])`;
/** identities_pkey */
const BY_ID = `select id, created_at from identities where kind = $1 and id = any($2::uuid[]) and erased_at is null`;
const MAKE = `insert into identities (id, kind, id_hash, original)
  select id, $1, id_hash, original from unnest($2::uuid[], $3::bytea[], $4::bytea[]) as t (id, id_hash, original)
  on conflict (kind, id_hash) do update set original = excluded.original
  where identities.original is null and identities.erased_at is null`;

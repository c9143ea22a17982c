import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { plainArray } from '#store/array-literal.ts';
import type { IdentityCipher } from './identity-cipher.ts';
import type { Sql } from '#store/sql.ts';
import type { Subject, SubjectReader } from './subject-reader.ts';

type Kind = Subject['kind'];

/** The one place of personal data: turns original ids into random pseudonyms that stay the same. */
export type IdentityTable = SubjectReader & {
  /** Pseudonyms of `originals`, made where there are none. Committed on its own, so that a pseudonym survives what follows. */
  identify(kind: Kind, originals: Iterable<string>): Promise<ReadonlyMap<string, string>>;
};

/** Pseudonyms of each kind kept in process; about 200 bytes each. */
const CACHED_IDENTITIES_MAX = 200_000;

const openCache = () => new LRUCache<string, string>({ max: CACHED_IDENTITIES_MAX });

/** Identities in the database, with the pseudonyms of recent originals in memory. */
export const createIdentityTable = (sql: Sql, cipher: IdentityCipher): IdentityTable => {
  const caches = { VIEWER: openCache(), DEVICE: openCache() };
  const table = { sql, cipher };
  return {
    identify: async (kind, originals) => {
      const cache = caches[kind];
      const known = new Map<string, string>();
      const unknown: string[] = [];
      for (const original of new Set(originals)) {
        const id = cache.get(original);
        if (id === undefined) unknown.push(original);
        else known.set(original, id);
      }
      if (unknown.length === 0) return known;
      for (const [original, id] of await findOrMake(table, kind, unknown)) {
        known.set(original, id);
        cache.set(original, id);
      }
      return known;
    },
    pseudonyms: async (kind, originals) => {
      const found = await findByHash(table, kind, new Map(originals.map((original) => [hex(cipher.hash(kind, original)), original])));
      return originals.map((original) => found.get(original) ?? null);
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
type Found = Map<string, string>;

const findOrMake = async (table: Table, kind: Kind, originals: readonly string[]): Promise<Found> => {
  const byHash = new Map(originals.map((original) => [hex(table.cipher.hash(kind, original)), original]));
  const found = await findByHash(table, kind, byHash);
  const missing = [...byHash].filter(([, original]) => !found.has(original));
  if (missing.length === 0) return found;
  await make(table, kind, missing);
  return new Map([...found, ...(await findByHash(table, kind, new Map(missing)))]);
};

const findByHash = async ({ sql }: Table, kind: Kind, byHash: ReadonlyMap<string, string>): Promise<Found> => {
  const rows = await sql.query<{ id: string; hash: string }>(BY_HASH, [kind, byteaArray(byHash.keys())]);
  return new Map(rows.map(({ id, hash }) => [byHash.get(hash) ?? '', id]));
};

/** Sorted, so that two workers with the same newcomers wait for each other instead of deadlocking. */
const make = async ({ sql, cipher }: Table, kind: Kind, missing: readonly (readonly [string, string])[]): Promise<void> => {
  const sorted = missing.toSorted(([a], [b]) => (a < b ? -1 : 1));
  await sql.query(MAKE, [
    kind,
    plainArray(sorted.map(() => randomUUID())),
    byteaArray(sorted.map(([hash]) => hash)),
    byteaArray(sorted.map(([, original]) => hex(cipher.encrypt(original)))),
  ]);
};

const hex = (bytes: Buffer): string => bytes.toString('hex');
const byteaArray = (hexes: Iterable<string>): string => plainArray([...hexes].map((digits) => `"\\\\x${digits}"`));

/** identities_hash_index */
const BY_HASH = `select id, encode(id_hash, 'hex') as hash from identities where kind = $1 and id_hash = any($2::bytea[])`;
/** identities_pkey */
const BY_ID = `select id, created_at from identities where kind = $1 and id = any($2::uuid[])`;
const MAKE = `insert into identities (id, kind, id_hash, original)
  select id, $1, id_hash, original from unnest($2::uuid[], $3::bytea[], $4::bytea[]) as t (id, id_hash, original)
  on conflict (kind, id_hash) do nothing`;

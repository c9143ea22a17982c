import { LRUCache } from 'lru-cache';
import type { Sql } from '#store/sql.ts';
import { type Erasure, readErasureHead } from './erasures.ts';
import type { Identity, IdentityTable } from './identity-table.ts';
import type { Subject } from './subject-reader.ts';

type Kind = Subject['kind'];

/**
 * Pseudonyms of recent originals, in process. Whoever uses them reads, in the transaction in which they are stored, the erasures since
 * `heeded` was asked, before asking for the pseudonyms; when there are any, they are to be heeded and everything is asked anew.
 */
export type IdentityCache = Pick<IdentityTable, 'identify'> & {
  /** The last erasure that this cache knows of. */
  heeded(): Promise<number>;
  /** Forgets whose pseudonym was given up. */
  heed(erasures: readonly Erasure[]): void;
};

/** Pseudonyms of each kind kept in process; about 300 bytes each. */
const CACHED_IDENTITIES_MAX = 200_000;

export type IdentityCacheNeeds = {
  readonly sql: Sql;
  readonly table: Pick<IdentityTable, 'lookUpOrMake'>;
  /** Then an erasure may come under another hash than the one somebody was found by, and everybody is forgotten. */
  readonly isReplacingKey: boolean;
};

/** A cache over the table of the same database. */
export const createIdentityCache = ({ sql, table, isReplacingKey }: IdentityCacheNeeds): IdentityCache => {
  const caches = { VIEWER: openCache(), DEVICE: openCache() };
  let head: number | null = null;
  const heeded = async (): Promise<number> => (head ??= await readErasureHead(sql));
  return {
    heeded,
    heed: (erasures) => {
      const hashes = { VIEWER: hashesOf('VIEWER', erasures), DEVICE: hashesOf('DEVICE', erasures) };
      for (const kind of ['VIEWER', 'DEVICE'] as const) {
        if (isReplacingKey) caches[kind].clear();
        else forget(caches[kind], hashes[kind]);
      }
      head = Math.max(head ?? 0, erasures.at(-1)?.sequence ?? 0);
    },
    identify: async (kind, originals) => {
      const cache = caches[kind];
      const { known, unknown } = recall(cache, originals);
      if (unknown.length === 0) return known;
      const before = await heeded();
      const found = await table.lookUpOrMake(kind, unknown);
      // What was looked up before an erasure was heeded may be what it gave up.
      const isCurrent = head === before;
      for (const [original, identity] of found) {
        known.set(original, identity.id);
        if (isCurrent) cache.set(original, { id: identity.id, hash: shortened(identity.hash) });
      }
      return known;
    },
  };
};

type Cached = Pick<Identity, 'id' | 'hash'>;

const openCache = () => new LRUCache<string, Cached>({ max: CACHED_IDENTITIES_MAX });

/** Enough to tell persons apart: one taken for another is only looked up again. */
const HASH_DIGITS_KEPT = 16;
const shortened = (hash: string): string => hash.slice(0, HASH_DIGITS_KEPT);

const recall = (cache: LRUCache<string, Cached>, originals: Iterable<string>) => {
  const known = new Map<string, string | null>();
  const unknown: string[] = [];
  for (const original of new Set(originals)) {
    const identity = cache.get(original);
    if (identity === undefined) unknown.push(original);
    else known.set(original, identity.id);
  }
  return { known, unknown };
};

const hashesOf = (kind: Kind, erasures: readonly Erasure[]): ReadonlySet<string> =>
  new Set(erasures.filter((erasure) => erasure.kind === kind).map(({ hash }) => shortened(hash)));

/** Erasures are rare: the cache is looked through, 10 ms when full. */
const forget = (cache: LRUCache<string, Cached>, hashes: ReadonlySet<string>): void => {
  if (hashes.size === 0) return;
  for (const [original, { hash }] of cache.entries()) if (hashes.has(hash)) cache.delete(original);
};

import { plainArray } from '#store/array-literal.ts';
import type { Sql } from '#store/sql.ts';
import type { IdentityCipher } from './identity-cipher.ts';

/** Where an event is stored. */
export type EventPlace = { readonly key: string; readonly occurredAt: Date };

/** Originals behind pseudonyms. Whoever reads them must have audited it. */
export type PersonalDataReader = {
  /** Original ids of viewers and devices by pseudonym, in the order asked for; null for who is unknown or erased. One statement. */
  originals(ids: readonly string[]): Promise<readonly (string | null)[]>;
  /** Whole addresses of events, in the order asked for; null where only the prefix is kept. One statement. */
  addresses(events: readonly EventPlace[]): Promise<readonly (string | null)[]>;
};

/** Reads and decrypts what the database holds. */
export const createSqlPersonalDataReader = (sql: Sql, { decrypt }: Pick<IdentityCipher, 'decrypt'>): PersonalDataReader => ({
  originals: async (ids) => {
    if (ids.length === 0) return [];
    const rows = await sql.query<SealedRow>(ORIGINALS, [plainArray(ids)]);
    const found = openedOf(rows, decrypt);
    return ids.map((id) => found.get(id) ?? null);
  },
  addresses: async (events) => {
    if (events.length === 0) return [];
    const times = plainArray(events.map(({ occurredAt }) => occurredAt.toISOString()));
    const found = openedOf(await sql.query<SealedRow>(ADDRESSES, [times, plainArray(events.map(({ key }) => key))]), decrypt);
    return events.map(({ key }) => found.get(key) ?? null);
  },
});

type SealedRow = { readonly id: string; readonly sealed: string };

const openedOf = (rows: readonly SealedRow[], decrypt: IdentityCipher['decrypt']): ReadonlyMap<string, string> =>
  new Map(rows.map(({ id, sealed }) => [id, decrypt(Buffer.from(sealed, 'hex'))]));

/** identities_pkey */
const ORIGINALS = `select id, encode(original, 'hex') as sealed from identities where id = any($1::uuid[]) and original is not null`;
/** events_pkey */
const ADDRESSES = `select replace(e.key::text, '-', '') as id, encode(e.ip_original, 'hex') as sealed
  from unnest($1::timestamptz[], $2::uuid[]) as asked (occurred_at, key)
  join events e on e.occurred_at = asked.occurred_at and e.key = asked.key
  where e.ip_original is not null`;

import type { Sql } from '#store/sql.ts';
import { createIdentityCipher, type IdentityCipher } from './identity-cipher.ts';
import { checkIdentityKey } from './identity-key-check.ts';

/** The cipher of this database, which knows the hash keys of the past too; throws IdentityKeyMismatch when the keys are not those of the database. */
export const openIdentityCipher = async (
  sql: Sql,
  { key, next }: { readonly key: Buffer; readonly next: Buffer | null },
): Promise<IdentityCipher> => {
  const isReplacing = next !== null && !next.equals(key);
  const keys = { next: isReplacing ? next : null };
  await checkIdentityKey(sql, createIdentityCipher(key, keys));
  const rows = await sql.query<{ sealed: string }>(`select encode(sealed, 'hex') as sealed from retired_hash_keys order by retired_at`);
  return createIdentityCipher(key, { ...keys, retired: rows.map(({ sealed }) => Buffer.from(sealed, 'hex')) });
};

import { SettingFault } from '#runtime/setting-fault.ts';
import type { IdentityCipher } from './identity-cipher.ts';
import type { Sql } from '#store/sql.ts';

/** The database was written with another identity key: people would get a second pseudonym. */
export class IdentityKeyMismatch extends SettingFault {
  override readonly name = 'IdentityKeyMismatch';
  constructor() {
    super('IDENTITY_KEY is not the key this database was written with; start with the key that was used first');
  }
}

/** Remembers the first identity key used with this database and throws IdentityKeyMismatch for any other. */
export const checkIdentityKey = async (sql: Sql, { fingerprint }: IdentityCipher): Promise<void> => {
  await sql.query(`insert into settings (name, value) values ('identity-key', $1) on conflict (name) do nothing`, [fingerprint]);
  const [setting] = await sql.query<{ value: string }>(`select value from settings where name = 'identity-key'`);
  if (setting?.value !== fingerprint) throw new IdentityKeyMismatch();
};

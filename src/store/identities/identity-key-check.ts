import { SettingFault } from '#runtime/setting-fault.ts';
import type { IdentityCipher } from './identity-cipher.ts';
import type { Sql } from '#store/sql.ts';

/** The database was written with another identity key: people would get a second pseudonym. */
export class IdentityKeyMismatch extends SettingFault {
  override readonly name = 'IdentityKeyMismatch';
  constructor(isReplacing = false) {
    super(
      isReplacing
        ? 'the identity key of this database is being replaced: IDENTITY_KEY must be the old key and IDENTITY_KEY_NEXT the new one until `playguard identity rotate` is done'
        : 'IDENTITY_KEY is not the key this database was written with; start with the key that was used first, or last put in its place',
    );
  }
}

/** Names of the settings that hold fingerprints: of the key new identities are hashed with, of the one before it, and of one that is to come. */
export const KEY_SETTINGS = { active: 'identity-key', former: 'identity-key-former', next: 'identity-key-next' } as const;

/**
 * Remembers the first identity key used with this database, and one that is to replace it; throws IdentityKeyMismatch for any other, and
 * while a key is replaced for processes that do not know both.
 */
export const checkIdentityKey = async (sql: Sql, { fingerprint, next }: Pick<IdentityCipher, 'fingerprint' | 'next'>): Promise<void> => {
  const known = [fingerprint, ...(next === null ? [] : [next.fingerprint])];
  await sql.query(KEEP, [KEY_SETTINGS.active, fingerprint]);
  const { active, former, following } = await readKeySettings(sql);
  const others = [former, following].filter((other) => other !== null);
  if (!others.every((other) => known.includes(other))) throw new IdentityKeyMismatch(true);
  if (active === null || !known.includes(active)) throw new IdentityKeyMismatch();
  if (next !== null && active === fingerprint && next.fingerprint !== active) await sql.query(KEEP, [KEY_SETTINGS.next, next.fingerprint]);
};

/** The fingerprints that stand; null where none does. */
export const readKeySettings = async (
  sql: Sql,
): Promise<{ readonly active: string | null; readonly former: string | null; readonly following: string | null }> => {
  const rows = await sql.query<{ name: string; value: string }>(READ, [`{${Object.values(KEY_SETTINGS).join()}}`]);
  const valueOf = (name: string): string | null => rows.find((row) => row.name === name)?.value ?? null;
  return { active: valueOf(KEY_SETTINGS.active), former: valueOf(KEY_SETTINGS.former), following: valueOf(KEY_SETTINGS.next) };
};

const KEEP = 'insert into settings (name, value) values ($1, $2) on conflict (name) do nothing';
const READ = 'select name, value from settings where name = any($1::text[])';

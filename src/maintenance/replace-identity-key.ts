import { identityKeysOf } from '#composition/identity-keys.ts';
import { replaceKeyFile } from '#runtime/identity-key-file.ts';
import { SettingFault } from '#runtime/setting-fault.ts';
import { openIdentityCipher } from '#store/identities/open-identity-cipher.ts';
import { rotateIdentityKey } from '#store/identities/rotate-identity-key.ts';
import { tellAudit } from './tell-audit.ts';
import { type Settings, withDatabase } from './with-database.ts';

/** What a replaced key changed, and the file that holds the next one, if a file does. */
export type KeyReplacement = { readonly rows: number; readonly keyFile: string | null };

/** Puts the next identity key in the place of the key, while other processes that know both go on; rejects with a SettingFault where there is none. */
export const replaceIdentityKey = async (settings: Settings): Promise<KeyReplacement> => {
  const { config } = settings;
  const { nextIdentityKey } = config;
  if (nextIdentityKey === null) throw new SettingFault('IDENTITY_KEY_NEXT must be set: 64 hexadecimal digits, the key that comes next');
  return withDatabase(settings, async ({ sql }) => {
    const cipher = await openIdentityCipher(sql, identityKeysOf(config));
    const rows = cipher.next === null ? 0 : await rotateIdentityKey({ sql, cipher, now: () => new Date() });
    await tellAudit({ sql })('identity rotate', null);
    return { rows, keyFile: config.identityKey === null ? replaceKeyFile(config.dataDir, nextIdentityKey) : null };
  });
};

import { replaceIdentityKey } from '#maintenance/replace-identity-key.ts';
import { settingsOf } from './settings-of.ts';

/** Puts IDENTITY_KEY_NEXT in the place of IDENTITY_KEY and says what to do then. */
export const rotateIdentityKeyToTerminal = async (env: Readonly<Record<string, string | undefined>>): Promise<void> => {
  const { rows, keyFile } = await replaceIdentityKey(settingsOf(env));
  process.stdout.write(`${rows} rows are hashed or sealed with the next key\n`);
  process.stdout.write(
    keyFile === null
      ? 'start every process with IDENTITY_KEY set to the next key and without IDENTITY_KEY_NEXT; then destroy the old key\n'
      : `${keyFile} holds the next key now: start without IDENTITY_KEY_NEXT\n`,
  );
};

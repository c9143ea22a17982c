import { readConfig } from '#config.ts';
import { replaceIdentityKey } from '#maintenance.ts';
import { createLogger } from '#runtime/log.ts';

/** Puts IDENTITY_KEY_NEXT in the place of IDENTITY_KEY and says what to do then. */
export const rotateIdentityKeyToTerminal = async (env: Readonly<Record<string, string | undefined>>): Promise<void> => {
  const config = readConfig(env);
  const log = createLogger({ level: config.log.level, isPretty: process.stderr.isTTY });
  const { rows, keyFile } = await replaceIdentityKey(config, log);
  process.stdout.write(`${rows} rows are hashed or sealed with the next key\n`);
  process.stdout.write(
    keyFile === null
      ? 'start every process with IDENTITY_KEY set to the next key and without IDENTITY_KEY_NEXT; then destroy the old key\n'
      : `${keyFile} holds the next key now: start without IDENTITY_KEY_NEXT\n`,
  );
};

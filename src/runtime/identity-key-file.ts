import { randomBytes } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOrWriteSecret } from './secret-file.ts';

const KEY_FILE = 'identity.key';
const KEY_BYTES = 32;

/** The identity key kept in `folder`, 32 random bytes made on first use. Throws when the file holds something else. */
export const readOrMakeIdentityKey = (folder: string): Buffer => {
  const path = join(folder, KEY_FILE);
  const key = Buffer.from(
    readOrWriteSecret(path, () => randomBytes(KEY_BYTES).toString('hex')),
    'hex',
  );
  if (key.length !== KEY_BYTES) throw new Error(`${path} does not hold ${KEY_BYTES} bytes in hexadecimal digits; restore it from a backup`);
  return key;
};

/** Puts another key in the place of the one kept in `folder`, whole or not at all; answers the file. */
export const replaceKeyFile = (folder: string, key: Buffer): string => {
  const path = join(folder, KEY_FILE);
  const draft = `${path}.next`;
  writeFileSync(draft, key.toString('hex'), { mode: 0o600 });
  renameSync(draft, path);
  return path;
};

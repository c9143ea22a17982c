import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY_FILE = 'identity.key';
const KEY_BYTES = 32;

/**
 * The identity key kept in `folder`, 32 random bytes made on first use and readable by the owner alone. Processes that
 * start together get the same one. Throws when the file holds something else.
 */
export const readOrMakeIdentityKey = (folder: string): Buffer => {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, KEY_FILE);
  return readKey(path) ?? makeKey(path);
};

const readKey = (path: string): Buffer | null => {
  const text = readText(path);
  if (text === null) return null;
  const key = Buffer.from(text.trim(), 'hex');
  if (key.length !== KEY_BYTES) throw new Error(`${path} does not hold ${KEY_BYTES} bytes in hexadecimal digits; restore it from a backup`);
  return key;
};

const readText = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};

/** Written apart and linked into place, so that nobody reads half a key and the first one made stays. */
const makeKey = (path: string): Buffer => {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, randomBytes(KEY_BYTES).toString('hex'), { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const key = readKey(path);
  if (!key) throw new Error(`${path} cannot be written`);
  return key;
};

import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The secret kept at `path`, made on first use and readable by the owner alone. Processes that start together get the same one. */
export const readOrWriteSecret = (path: string, make: () => string): string => {
  mkdirSync(dirname(path), { recursive: true });
  const known = readSecret(path);
  if (known !== null) return known;
  write(path, make());
  const kept = readSecret(path);
  if (kept === null) throw new Error(`${path} cannot be written`);
  return kept;
};

const readSecret = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};

/** Written apart and linked into place, so that nobody reads half a secret and the first one made stays. */
const write = (path: string, text: string): void => {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
};

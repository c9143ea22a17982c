import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SettingFault } from './setting-fault.ts';

const LOCK_FILE = 'playguard.lock';
const SQLITE_BUSY = 5;

/** Another process (or this one, elsewhere) uses the folder. */
export class FolderLocked extends SettingFault {
  override readonly name = 'FolderLocked';
  constructor(folder: string) {
    super(`${folder} is in use by another Playguard process: stop that one first, or give this one its own folder (DATA_DIR)`);
  }
}

/**
 * Takes the folder, made when missing, for this process until disposed; throws `FolderLocked` when somebody has it.
 *
 * The lock is an exclusive transaction on an empty SQLite file, hence an advisory lock of the operating system: it
 * ends with the process however that dies, leaves nothing to clean up, and is seen across containers sharing a volume.
 */
export const lockFolder = (folder: string): Disposable & AsyncDisposable => {
  mkdirSync(folder, { recursive: true });
  const path = realpathSync(folder);
  const file = new DatabaseSync(join(path, LOCK_FILE), { timeout: 0 });
  try {
    file.exec('begin exclusive');
  } catch (error) {
    file.close();
    throw isBusy(error) ? new FolderLocked(path) : error;
  }
  const release = () => {
    if (file.isOpen) file.close();
  };
  return { [Symbol.dispose]: release, [Symbol.asyncDispose]: async () => release() };
};

const isBusy = (error: unknown): boolean => error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FolderLocked, lockFolder } from '#runtime/folder-lock.ts';

const LOCK_MODULE = new URL('../../../src/runtime/folder-lock.ts', import.meta.url).href;

describe('a folder lock', () => {
  let parent: string;
  beforeAll(async () => {
    parent = await realpath(await mkdtemp(join(tmpdir(), 'playguard-lock-')));
  });
  afterAll(() => rm(parent, { recursive: true, force: true }));

  it('makes the folder, keeps others out until disposed, and may be disposed twice', () => {
    const folder = join(parent, 'made', 'here');
    const lock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(FolderLocked);
    expect(() => lockFolder(folder)).toThrow(`${folder} is in use by another Playguard process`);
    lock[Symbol.dispose]();
    lock[Symbol.dispose]();
    lockFolder(folder)[Symbol.dispose]();
  });

  it('is the same lock by whatever path the folder is reached', () => {
    using _held = lockFolder(join(parent, 'same'));
    expect(() => lockFolder(join(parent, 'made', '..', 'same'))).toThrow(FolderLocked);
  });

  it('leaves other folders alone', () => {
    using _held = lockFolder(join(parent, 'one'));
    expect(() => lockFolder(join(parent, 'two'))[Symbol.dispose]()).not.toThrow();
  });

  it('is seen by another process, and ends with the process that held it even by kill -9', async () => {
    const folder = join(parent, 'shared');
    const holder = await holdInOtherProcess(folder);
    expect(() => lockFolder(folder)).toThrow(FolderLocked);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(() => lockFolder(folder)[Symbol.dispose]()).not.toThrow();
  });

  it('throws what is wrong with the folder itself as it is', () => {
    expect(() => lockFolder('/dev/null/folder')).toThrow('ENOTDIR');
  });
});

const holdInOtherProcess = async (folder: string) => {
  const script = `const { lockFolder } = await import('${LOCK_MODULE}'); globalThis.lock = lockFolder(${JSON.stringify(folder)});
    process.stdout.write('held'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  return holder;
};

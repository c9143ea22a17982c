import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));

const CONFIG = `
import { createPlainLineReporter } from '${PROJECT}test/support/plain-line-reporter.ts';
export default { test: { reporters: ['default', createPlainLineReporter((line) => process.stdout.write(line))] } };`;

const GOOD = "import { it } from 'vitest'; it('a', () => {}); it('b', () => {});";

describe('the last line of a test run', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'playguard-line-'));
    await symlink(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'vitest.config.mjs'), CONFIG);
    await writeFile(join(folder, 'good.test.ts'), GOOD);
    await writeFile(
      join(folder, 'bad.test.ts'),
      "import { it } from 'vitest'; it('c', () => { throw new Error('no'); }); it.skip('d', () => {});",
    );
    await writeFile(
      join(folder, 'hook.test.ts'),
      "import { beforeAll, describe, it } from 'vitest'; describe('e', () => { beforeAll(() => { throw new Error('no'); }); it('f', () => {}); });",
    );
    await writeFile(join(folder, 'load.test.ts'), "throw new Error('no');");
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([
    ['good', { line: '2 passed, 0 failed', exitCode: 0 }],
    ['bad', { line: '0 passed, 1 failed, 1 skipped', exitCode: 1 }],
    ['hook', { line: '0 passed, 1 failed, 1 skipped', exitCode: 1 }],
    ['load', { line: '0 passed, 1 failed', exitCode: 1 }],
    ['', { line: '2 passed, 3 failed, 2 skipped', exitCode: 1 }],
  ])('counts what happened in %s', async (filter, expected) => {
    const vitest = join(PROJECT, 'node_modules/vitest/vitest.mjs');
    const run = await promisify(execFile)(process.execPath, [vitest, 'run', ...(filter === '' ? [] : [filter])], { cwd: folder }).then(
      ({ stdout }) => ({ stdout, code: 0 }),
      (error: { stdout: string; code: number }) => error,
    );
    expect({ line: run.stdout.trimEnd().split('\n').at(-1), exitCode: run.code }).toEqual(expected);
  });
});

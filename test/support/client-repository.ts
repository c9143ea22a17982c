import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { TEST_API_KEY } from './test-api-key.ts';

/** Not the tests' own, in which code generators are quiet. */
const ENVIRONMENT = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', NO_COLOR: '1' };
const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** The package of another team in a place of its own, where it has the schema of Playguard and installed packages, and no more. */
export type ClientRepository = {
  /** Generates its client and type-checks it with its program. */
  build(): Promise<Build>;
  /** The manifest of its operations, once it is built. */
  readonly manifest: string;
  /** Starts its program; disposing kills it. */
  start(library: string, url: string): ClientProgram;
} & AsyncDisposable;

/** The exit code of a build, and all that it wrote. */
export type Build = { readonly code: number; readonly output: string };

/** `test/client` as it runs: every line of its output is JSON. */
export type ClientProgram = {
  lines(): readonly Readonly<Record<string, unknown>>[];
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>;
} & AsyncDisposable;

/** `edit` is what became of the schema since the team wrote its program. */
export const openClientRepository = async (edit: (schema: string) => string = (schema) => schema): Promise<ClientRepository> => {
  const folder = await mkdtemp(join(tmpdir(), 'playguard-client-'));
  const home = join(folder, 'test/client');
  await cp(join(PROJECT, 'test/client'), home, { recursive: true, filter: (path) => !path.endsWith('generated') });
  await mkdir(join(folder, 'schema'));
  await writeFile(join(folder, 'schema/schema.graphql'), edit(await readFile(join(PROJECT, 'schema/schema.graphql'), 'utf8')));
  await symlink(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  return {
    build: () =>
      promisify(execFile)('npm', ['run', '--silent', 'check'], { cwd: home, env: ENVIRONMENT }).then(
        ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
        ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, output: stdout + stderr }),
      ),
    manifest: join(home, 'src/generated/persisted-documents.json'),
    start: (library, url) =>
      programOf(
        spawn(process.execPath, ['src/main.ts', library, `${url}/graphql`], {
          cwd: home,
          env: { ...ENVIRONMENT, PLAYGUARD_API_KEY: TEST_API_KEY },
        }),
      ),
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
};

const programOf = (child: ChildProcess): ClientProgram => {
  const over = once(child, 'close');
  let written = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (written += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (written += `${JSON.stringify({ stderr: text })}\n`));
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    await over;
    return child.exitCode;
  };
  return {
    lines: () =>
      written
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>),
    stop: () => end('SIGTERM'),
    async [Symbol.asyncDispose]() {
      await end('SIGKILL');
    },
  };
};

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.ts';
import { graphql } from './graphql-request.ts';
import { TEST_API_KEY } from './test-api-key.ts';

/** A `playguard serve` of its own, as users run it. */
export type PlayguardProcess = {
  /** e.g. `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly pid: number;
  graphql<Data>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Data>;
  /** SIGTERM; answers the exit code (null when it had to be killed). */
  stop(): Promise<number | null>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  hasExited(): boolean;
  /** Everything it wrote to stdout and stderr so far. */
  logs(): string;
} & AsyncDisposable;

export type Environment = Readonly<Record<string, string>>;
export type ProcessRequest = { readonly args: readonly string[]; readonly env: Environment };

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
/** Where Node keeps compiled code by default: dozens of processes are started. */
const COMPILE_CACHE = join(tmpdir(), 'node-compile-cache');
const READY_MS_MAX = 45_000;
/** What a stop may take at most; the process itself gives up after 30 s. */
const STOP_MS_MAX = 32_000;
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+/;

/** Starts `playguard serve …` on a free port (or `PORT`) and waits until it is ready; rejects with its output when it does not get there. */
export const startPlayguard = async ({ args, env }: ProcessRequest): Promise<PlayguardProcess> => {
  const { child, logs, stdout } = spawnPlayguard({ args: ['serve', ...args], env: { PORT: '0', INITIAL_API_KEY: TEST_API_KEY, ...env } });
  const kill = async () => end(child, 'SIGKILL');
  const start = { what: 'ready', withinMs: READY_MS_MAX };
  const { url } = await eventually(() => readyOrOver(child, stdout()), start).catch(() => OVER);
  if (url === null) {
    await kill();
    throw new Error(`playguard serve ${args.join(' ')} did not become ready:\n${logs()}`);
  }
  const stop = async () => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
    await end(child, 'SIGTERM').finally(() => clearTimeout(timer));
    return child.exitCode;
  };
  return {
    url,
    pid: child.pid ?? -1,
    graphql: (query, variables) => graphql(url, query, variables),
    stop,
    kill,
    logs,
    hasExited: () => hasExited(child),
    async [Symbol.asyncDispose]() {
      await kill();
    },
  };
};

/** Runs `playguard …` to its end; what asks a server shows the key of the servers above. */
export const runPlayguard = async ({ args, env }: ProcessRequest) => {
  const { child, stdout, stderr } = spawnPlayguard({ args, env: { PLAYGUARD_API_KEY: TEST_API_KEY, ...env } });
  const [code] = await once(child, 'close');
  return { code: code as number | null, stdout: stdout(), stderr: stderr() };
};

/** A test that is broken off leaves nothing running. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Nothing of the test's own environment reaches the process but what it needs to run. */
const spawnPlayguard = ({ args, env }: ProcessRequest) => {
  const own = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', NODE_COMPILE_CACHE: COMPILE_CACHE };
  const child = spawn(process.execPath, [MAIN, ...args], { env: { ...own, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const written = { stdout: '', stderr: '', all: '' };
  const keep = (name: 'stdout' | 'stderr') => (text: string) => {
    written[name] += text;
    written.all += text;
  };
  child.stdout.setEncoding('utf8').on('data', keep('stdout'));
  child.stderr.setEncoding('utf8').on('data', keep('stderr'));
  return { child, stdout: () => written.stdout, stderr: () => written.stderr, logs: () => written.all };
};

type Start = { readonly url: string | null };
const OVER: Start = { url: null };

/** The address once `/readyz` says 200, none when the process has ended, null while there is hope. */
const readyOrOver = async (child: ChildProcess, stdout: string): Promise<Start | null> => {
  if (hasExited(child)) return OVER;
  const url = ADDRESS.exec(stdout)?.[0];
  if (url === undefined) return null;
  const response = await fetch(`${url}/readyz`);
  await response.arrayBuffer();
  return response.status === 200 ? { url } : null;
};

const hasExited = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (hasExited(child)) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
};

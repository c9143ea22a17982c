import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A process of ours in the bench. Disposing ends it: SIGTERM, and SIGKILL when it does not go. */
export type Child = {
  readonly name: string;
  readonly pid: number;
  /** Asks a script that serves its parent (see serve-parent.ts); rejects when it fails or dies. */
  call(method: string, ...values: readonly unknown[]): Promise<unknown>;
  /** Resolves when it has ended on its own; rejects unless its exit code is 0. */
  ended(): Promise<void>;
} & AsyncDisposable;

export type ChildOptions = {
  readonly name: string;
  /** Path of the script from the project's root. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeFlags?: readonly string[];
};

const EXIT_MS_MAX = 10_000;
const CALL_MS_MAX = 180_000;

/** Starts a script with this Node; its standard output is left out and what it complains about is shown. */
export const startChild = ({ name, script, args = [], env = {}, nodeFlags = [] }: ChildOptions): Child => {
  const child = spawn(process.execPath, [...nodeFlags, fileURLToPath(new URL(script, ROOT)), ...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
    cwd: fileURLToPath(ROOT),
    serialization: 'advanced',
  });
  const exited = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  const died = exited.then(({ code, signal }) => Promise.reject(new Error(`${name} ended early (${String(signal ?? code)})`)));
  died.catch(() => undefined); // looked at by calls only
  let calls = 0;
  return {
    name,
    pid: child.pid ?? 0,
    call: (method, ...values) => Promise.race([ask(child, { id: ++calls, method, values }), died, tooLate(`${name}.${method}`)]),
    ended: async () => {
      const { code, signal } = await exited;
      if (code !== 0) throw new Error(`${name} failed (${String(signal ?? code)})`);
    },
    [Symbol.asyncDispose]: () => end(child, exited),
  };
};

const ROOT = new URL('../../', import.meta.url);

/** What a parent asks. */
export type Request = { readonly id: number; readonly method: string; readonly values: readonly unknown[] };
/** What the child answers. */
export type Reply = { readonly id: number; readonly value?: unknown; readonly problem?: string };

const ask = (child: ChildProcess, request: Request): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const onMessage = (message: unknown) => {
      const { id, value, problem } = message as Reply;
      if (id !== request.id) return;
      child.off('message', onMessage);
      if (problem === undefined) resolve(value);
      else reject(new Error(problem));
    };
    child.on('message', onMessage);
    child.send(request, (error) => error && reject(error));
  });

const tooLate = async (what: string): Promise<never> => {
  await sleep(CALL_MS_MAX, undefined, { ref: false });
  throw new Error(`${what} took longer than ${CALL_MS_MAX / 1_000} s`);
};

const end = async (child: ChildProcess, exited: Promise<unknown>): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const forced = setTimeout(() => child.kill('SIGKILL'), EXIT_MS_MAX);
  await exited;
  clearTimeout(forced);
};

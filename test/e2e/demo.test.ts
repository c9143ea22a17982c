import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { GraphqlAnswer } from '../support/graphql-request.ts';

/** From the command on, npm included. On an idle machine of two processors it is about 6 s, half of them PGlite's first start. */
const FIRST_ALERT_MS_MAX = 15_000;

describe('npm run demo', () => {
  it('shows the first alert within 15 s on a fresh folder, and says on the terminal what to open and what happens', async () => {
    await using demo = await startDemo();
    const url = await eventually(demo.url, { what: 'an address', withinMs: FIRST_ALERT_MS_MAX });
    const analyst = await eventually(() => demo.credential('analyst token'), { what: 'a token', withinMs: demo.msLeft() });
    const title = await eventually(() => firstAlert(url, analyst), { what: 'the first alert', withinMs: demo.msLeft() });
    expect(title).not.toBe('');
    expect(demo.msLeft()).toBeGreaterThan(0);

    await eventually(() => /\d+ events\/s \| [1-9]\d* events stored \| [1-9]\d* alerts/.test(demo.written()), {
      what: 'the line of the demo',
    });
    expect(demo.written()).toContain(`Open  ${url}/graphql`);
    const credentials = ['analyst token', 'admin token', 'client key'].map((name) => demo.credential(name) ?? '');
    expect(await Promise.all(credentials.map((credential) => roleOf(url, credential)))).toEqual(['ANALYST', 'ADMIN', 'CLIENT']);
    expect(demo.written()).not.toMatch(/"level":"(error|fatal)"/);
    const page = await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toMatch(/GraphiQL/i);
    await demo.stop();
  });
});

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+/;

/** `npm run demo` as somebody types it on a fresh clone: nothing compiled before, no data. Disposing ends npm and what it started. */
const startDemo = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'playguard-demo-'));
  const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', DATA_DIR: folder, PORT: '0' };
  const startedAt = performance.now();
  const npm = spawn('npm', ['run', 'demo'], { cwd: ROOT, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let written = '';
  for (const stream of [npm.stdout, npm.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (written += text));
  let isOver = false;
  const over = once(npm, 'close').then(() => (isOver = true)); // when the last of them has gone
  const signalAll = (signal: NodeJS.Signals): void => {
    if (!isOver && npm.pid !== undefined) process.kill(-npm.pid, signal);
  };
  return {
    url: () => ADDRESS.exec(written)?.[0] ?? null,
    written: () => written,
    /** What was printed under this name, on a line of its own. */
    credential: (name: string) => new RegExp(`^${name}: (\\S+)$`, 'm').exec(written)?.[1] ?? null,
    msLeft: () => FIRST_ALERT_MS_MAX - (performance.now() - startedAt),
    /** As Ctrl-C on a terminal does it; resolves when npm and the server have ended. */
    async stop(): Promise<void> {
      signalAll('SIGINT');
      await over;
    },
    async [Symbol.asyncDispose]() {
      signalAll('SIGKILL');
      await over;
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
};

const roleOf = async (url: string, credential: string): Promise<string | undefined> =>
  (await ask<{ me: { role: string } }>(url, { credential, query: '{ me { role } }' }))?.me.role;

const firstAlert = async (url: string, credential: string): Promise<string | null> => {
  const query = '{ riskAlerts(first: 1) { nodes { title } } }';
  const data = await ask<{ riskAlerts: { nodes: readonly { title: string }[] } }>(url, { credential, query });
  return data?.riskAlerts.nodes[0]?.title ?? null;
};

/** Asks as somebody who copied a credential from the terminal. */
const ask = async <Data>(url: string, { credential, query }: { credential: string; query: string }): Promise<Data | null | undefined> => {
  const headers = { authorization: `Bearer ${credential}`, 'content-type': 'application/json' };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return ((await response.json()) as GraphqlAnswer<Data>).data;
};

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { freePort } from '../../support/free-port.ts';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));

describe('deploy/is-alive.ts', () => {
  it.each([
    [200, 0],
    [503, 1],
  ])('ends on an answer of %i with %i', async (status, exitCode) => {
    await using server = createServer((request, response) => response.writeHead(request.url === '/livez' ? status : 404).end());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    expect(await isAlive(portOf(server.address()))).toBe(exitCode);
  });

  it('ends with 1 when nobody answers', async () => {
    expect(await isAlive(await freePort())).toBe(1);
  });
});

describe('deploy/door.ts', () => {
  it('passes what is said on both ways, and stops by SIGTERM', async () => {
    await using server = createServer((request, response) => request.pipe(response));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const doorPort = await freePort();
    const door = spawn(process.execPath, [`${PROJECT}deploy/door.ts`], {
      env: { PORT: String(portOf(server.address())), DOOR_PORT: String(doorPort) },
    });
    await listening(doorPort);
    const answer = await fetch(`http://127.0.0.1:${doorPort}/`, { method: 'POST', body: 'hello', headers: { connection: 'close' } });
    expect(await answer.text()).toBe('hello');
    door.kill('SIGTERM');
    expect((await once(door, 'exit'))[0]).toBe(0);
  });
});

const isAlive = async (port: number): Promise<unknown> => {
  const check = spawn(process.execPath, [`${PROJECT}deploy/is-alive.ts`], { env: { PORT: String(port) } });
  const [exitCode] = (await once(check, 'exit')) as readonly unknown[];
  return exitCode;
};

const portOf = (address: unknown): number => (address as { port: number }).port;

const listening = async (port: number): Promise<void> => {
  const isUp = await new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
  if (isUp) return;
  await sleep(50);
  await listening(port);
};

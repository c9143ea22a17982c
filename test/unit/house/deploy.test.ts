import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
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

const isAlive = async (port: number): Promise<unknown> => {
  const check = spawn(process.execPath, [`${PROJECT}deploy/is-alive.ts`], { env: { PORT: String(port) } });
  const [exitCode] = (await once(check, 'exit')) as readonly unknown[];
  return exitCode;
};

const portOf = (address: unknown): number => (address as { port: number }).port;

import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startMemoryServer } from '../../support/memory-server.ts';

const portOf = (url: string): number => Number(new URL(url).port);

const openSocket = async (url: string): Promise<Socket> => {
  const socket = connect(portOf(url), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
};

const upgradeRequest = (path: string, host: string, headers: readonly string[]): string =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
    '',
    '',
  ].join('\r\n');

/** What a server answers when it is addressed by `host`. */
const statusFor = async (url: string, host: string, path = '/graphql?query=%7B__typename%7D'): Promise<number | undefined> => {
  const asked = request({ port: portOf(url), host: '127.0.0.1', path, headers: { host, accept: 'application/json' } });
  asked.end();
  const [response] = (await once(asked, 'response')) as [{ readonly statusCode: number; resume: () => void }];
  response.resume();
  return response.statusCode;
};

describe('a connection that is reset', () => {
  it.each([
    ['refused for its origin', '/graphql', ['Origin: http://evil.example']],
    ['of another path', '/elsewhere', []],
    ['that lacks what WebSocket asks for', '/graphql', ['Sec-WebSocket-Protocol: ,']],
  ])('in the middle of an upgrade %s harms nobody', async (_case, path, headers) => {
    await using server = await startMemoryServer();
    const uncaught: unknown[] = [];
    const collect = (error: unknown): void => void uncaught.push(error);
    process.on('uncaughtException', collect);
    for (let i = 0; i < 20; i++) {
      const socket = await openSocket(server.url);
      socket.on('error', () => undefined);
      socket.write(upgradeRequest(path, new URL(server.url).host, headers));
      if (i % 2 === 0) await new Promise(setImmediate);
      socket.resetAndDestroy();
    }
    await sleep(100);
    process.off('uncaughtException', collect);
    expect(uncaught).toEqual([]);
    expect((await fetch(`${server.url}/livez`)).status).toBe(200);
  });
});

describe('a server of this machine alone', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]', 'LOCALHOST:80'])('answers who calls it %s', async (host) => {
    await using server = await startMemoryServer();
    expect(await statusFor(server.url, host)).toBe(200);
  });

  it.each(['evil.example', 'evil.example:4000', '127.0.0.1.evil.example', 'localhost:4000@evil.example', '10.0.0.1'])(
    'refuses a page that calls it %j',
    async (host) => {
      await using server = await startMemoryServer();
      expect(await statusFor(server.url, host)).toBe(421);
      expect(await statusFor(server.url, host, '/readyz')).toBe(421);
      const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
        headers: { host, origin: `http://${host}` },
      });
      const [error] = (await once(socket, 'error')) as [Error];
      expect(error.message).toContain('421');
    },
  );
});

describe('a client that is slow', () => {
  it('with its headers is told so and let go', async () => {
    await using server = await startMemoryServer({}, { headersMsMax: 100 });
    const socket = await openSocket(server.url);
    const answer: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => void answer.push(chunk));
    const closed = once(socket, 'close');
    socket.write('POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ');
    const dripping = setInterval(() => void socket.write('a'), 50);
    await closed.finally(() => clearInterval(dripping));
    expect(Buffer.concat(answer).toString()).toMatch(/^HTTP\/1\.1 408 /);
  });
});

describe('a body that is too large', () => {
  it.each([
    ['announced', `Content-Length: ${8 * 1_048_576}\r\n`],
    ['not announced', 'Transfer-Encoding: chunked\r\n'],
  ])('and %s is answered while the client goes on sending', async (_case, header) => {
    await using server = await startMemoryServer();
    const socket = await openSocket(server.url);
    const answer: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => void answer.push(chunk));
    const closed = once(socket, 'close'); // rejects with the error of a connection that is reset
    socket.write(`POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n${header}\r\n`);
    const piece = Buffer.alloc(65_536, 120);
    for (let sent = 0; sent < 128; sent++) {
      const chunk = header.startsWith('T') ? Buffer.concat([Buffer.from('10000\r\n'), piece, Buffer.from('\r\n')]) : piece;
      if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), closed]);
    }
    if (header.startsWith('T')) socket.write('0\r\n\r\n');
    await closed;
    expect(Buffer.concat(answer).toString()).toMatch(/^HTTP\/1\.1 413 [^]*"code":"BAD_USER_INPUT"/);
  });
});

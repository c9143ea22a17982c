import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A wire between a client and a server that can be cut, listened to and held. */
export type TcpProxy = {
  readonly port: number;
  /** The same address with the proxy in between. */
  urlOf(url: string): string;
  /** Breaks every connection and, until `restore`, every new one at once. */
  cut(): void;
  restore(): void;
  /** Breaks every connection; new ones are served. */
  cutOnce(): void;
  /** Decides for every chunk a client sends whether the server gets it; null passes everything. */
  watch(isPassed: ((chunk: Buffer) => boolean) | null): void;
} & AsyncDisposable;

/** Opens a proxy to the host and port of `target` on a free port. */
export const openTcpProxy = async (target: string): Promise<TcpProxy> => {
  const { hostname, port } = new URL(target);
  const pairs = new Set<readonly Socket[]>();
  let isCut = false;
  let isPassed: ((chunk: Buffer) => boolean) | null = null;

  const server = createServer((client) => {
    if (isCut) return void client.resetAndDestroy();
    const upstream = connect(Number(port), hostname);
    const pair = [client, upstream] as const;
    pairs.add(pair);
    const end = () => {
      for (const socket of pair) socket.destroy();
      pairs.delete(pair);
    };
    for (const socket of pair) socket.setNoDelay(true).on('error', end).on('close', end);
    upstream.pipe(client);
    client.on('data', (chunk) => {
      if (isPassed !== null && !isPassed(chunk)) return;
      if (!upstream.write(chunk)) client.pause();
    });
    upstream.on('drain', () => client.resume());
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port');
  const cutOnce = () => {
    for (const [client] of pairs) client?.resetAndDestroy();
  };
  return {
    port: address.port,
    urlOf(url) {
      const through = new URL(url);
      through.host = `127.0.0.1:${address.port}`;
      return through.href;
    },
    cut() {
      isCut = true;
      cutOnce();
    },
    restore: () => void (isCut = false),
    cutOnce,
    watch: (passes) => void (isPassed = passes),
    async [Symbol.asyncDispose]() {
      isCut = true;
      cutOnce();
      server.close();
      await once(server, 'close');
    },
  };
};

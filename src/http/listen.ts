import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where a server listens. */
export type Address = {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
};

/** Listens, and answers with the address as a URL; rejects when it cannot. */
export const listen = async (server: Server, { host, port }: Address): Promise<string> => {
  server.listen(port, host);
  await once(server, 'listening');
  const { port: listening } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${listening}`;
};

import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SettingFault } from '#runtime/setting-fault.ts';

/** Where a server listens. */
export type Address = {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
};

/** Listens, and answers with the address as a URL; rejects with a SettingFault when it cannot. */
export const listen = async (server: Server, { host, port }: Address): Promise<string> => {
  server.listen(port, host);
  await once(server, 'listening').catch((cause: unknown) => {
    throw new SettingFault(problemOf(cause), { cause });
  });
  const { port: listening } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${listening}`;
};

const problemOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  const advice = code === 'EADDRINUSE' ? 'another program listens there: stop it, or choose another PORT' : 'choose another PORT';
  return `nothing can listen on PORT (${code}): ${advice}`;
};

import { pino } from 'pino';
import { createHttpServer, type HttpServer, type HttpServerOptions } from '#http/http-server.ts';
import { authenticatorFor } from './a-principal.ts';
import { createMemoryApi, type MemoryApi, type MemoryApiContents } from './memory-api.ts';

/** A real HTTP server over an API in memory. */
export type MemoryServer = {
  readonly api: MemoryApi;
  readonly http: HttpServer;
  readonly url: string;
  readonly logged: string[];
} & AsyncDisposable;

export const startMemoryServer = async (
  contents: MemoryApiContents = {},
  options: Partial<Omit<HttpServerOptions, 'ports' | 'log'>> = {},
): Promise<MemoryServer> => {
  const logged: string[] = [];
  const log = pino({ level: 'error' }, { write: (line) => void logged.push(line) });
  const api = await createMemoryApi(contents);
  const http = await createHttpServer({
    ports: api.ports,
    authenticator: authenticatorFor(),
    health: [],
    host: '127.0.0.1',
    port: 0,
    log,
    hasGraphiql: true,
    graceMs: 500,
    ...options,
  });
  return {
    api,
    http,
    url: http.url,
    logged,
    async [Symbol.asyncDispose]() {
      await http[Symbol.asyncDispose]();
      await api[Symbol.asyncDispose]();
    },
  };
};

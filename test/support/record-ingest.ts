import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import type { WireEvent } from './wire-event.ts';

/** A server that takes every event of `ingestEvents`, except at another path than `/graphql`, and keeps it. */
export type IngestRecorder = { readonly url: string; readonly events: readonly WireEvent[] } & AsyncDisposable;

type Request = { readonly variables: { readonly input: { readonly events: readonly { readonly playback: WireEvent }[] } } };

/** Listens on a free port. */
export const recordIngest = async (): Promise<IngestRecorder> => {
  const events: WireEvent[] = [];
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      if (request.url !== '/graphql') return void response.writeHead(404).end();
      const { variables } = (await json(request)) as Request;
      const taken = variables.input.events.map(({ playback }) => playback);
      events.push(...taken);
      const receipt = { acceptedCount: taken.length, rejectedCount: 0, rejected: [], errors: [] };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data: { ingestEvents: receipt } }));
      return undefined;
    };
    answer().catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    events,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

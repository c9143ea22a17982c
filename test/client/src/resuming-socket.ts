import { type Client, createClient } from 'graphql-ws';
import type { Server } from './connection.ts';

/**
 * A graphql-ws client that misses nothing: after a lost connection it goes on behind the last message it heard.
 * By itself graphql-ws would subscribe again with the first variables.
 */
export const createResumingSocket = ({ url, apiKey }: Server): Client => {
  const socket = createClient({
    url: url.replace(/^http/, 'ws'),
    connectionParams: { 'x-api-key': apiKey },
    retryAttempts: Infinity,
    shouldRetry: () => true, // also when nobody answers; its own choice is to come back only to a server that said goodbye
    retryWait, // its own wait doubles each time, without end
  });
  return {
    ...socket,
    subscribe(payload, sink) {
      const variables = { ...payload.variables };
      const next: typeof sink.next = (result) => {
        const cursor = cursorOf(result.data);
        if (cursor !== undefined) variables['after'] = cursor;
        sink.next(result);
      };
      return socket.subscribe({ ...payload, variables }, { next, error: (cause) => sink.error(cause), complete: () => sink.complete() });
    },
  };
};

const RETRY_MS_MIN = 1_000;
/** So that not all dashboards come back in the same moment. */
const RETRY_SPREAD_MS = 2_000;

const retryWait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, RETRY_MS_MIN + Math.random() * RETRY_SPREAD_MS));

type Resumable = { readonly riskAlerts?: { readonly cursor?: string } };

const cursorOf = (data: unknown): string | undefined => (data as Resumable | null | undefined)?.riskAlerts?.cursor;

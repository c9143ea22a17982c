import { cacheExchange, Client, fetchExchange, subscriptionExchange } from '@urql/core';
import type { Connection, Server } from './connection.ts';
import { FOLLOW_ALERTS, NEWEST_ALERTS, SEND_EVENTS } from './operations.ts';
import { createResumingSocket } from './resuming-socket.ts';

/** Talks to Playguard with urql: queries and mutations over HTTP, subscriptions over a WebSocket. */
export const connectWithUrql = ({ url, apiKey }: Server): Connection => {
  const socket = createResumingSocket({ url, apiKey });
  const subscriptions = subscriptionExchange({
    forwardSubscription: ({ query = '', variables }) => ({
      subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables }, sink) }),
    }),
  });
  const client = new Client({
    url,
    fetchOptions: { headers: { 'x-api-key': apiKey } },
    exchanges: [cacheExchange, fetchExchange, subscriptions],
  });

  return {
    async newestAlerts() {
      const { data, error } = await client.query(NEWEST_ALERTS, {}, { requestPolicy: 'network-only' });
      if (data === undefined) throw error;
      return data.riskAlerts;
    },
    async send(event) {
      const { data, error } = await client.mutation(SEND_EVENTS, { input: { events: [{ playback: event }] } });
      if (data === undefined) throw error;
      return data.ingestEvents;
    },
    follow(after, hear) {
      const { unsubscribe } = client.subscription(FOLLOW_ALERTS, { after }).subscribe(({ data, error }) => {
        if (error !== undefined) throw error;
        if (data !== undefined) hear(data.riskAlerts);
      });
      return unsubscribe;
    },
    async [Symbol.asyncDispose]() {
      await socket.dispose();
    },
  };
};

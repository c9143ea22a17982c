import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import type { Connection, Server } from './connection.ts';
import possibleTypes from './generated/possible-types.ts';
import { FOLLOW_ALERTS, NEWEST_ALERTS, SEND_EVENTS } from './operations.ts';
import { createResumingSocket } from './resuming-socket.ts';

/** Talks to Playguard with Apollo Client, through `first`: queries and mutations over HTTP, subscriptions over a WebSocket. */
export const connectWithApollo = (server: Server, first: readonly ApolloLink[] = []): Connection => {
  const socket = createResumingSocket(server);
  const transport = ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(socket),
    new HttpLink({ uri: server.url, headers: { 'x-api-key': server.apiKey } }),
  );
  const client = new ApolloClient({ link: ApolloLink.from([...first, transport]), cache: new InMemoryCache(possibleTypes) });

  return {
    async newestAlerts() {
      const { data } = await client.query({ query: NEWEST_ALERTS, fetchPolicy: 'network-only' });
      if (data === undefined) throw new Error('an answer without data');
      return data.riskAlerts;
    },
    async send(event) {
      const { data } = await client.mutate({ mutation: SEND_EVENTS, variables: { input: { events: [{ playback: event }] } } });
      if (data === undefined) throw new Error('an answer without data');
      return data.ingestEvents;
    },
    follow(after, hear) {
      const messages = client.subscribe({ query: FOLLOW_ALERTS, variables: { after } });
      const subscription = messages.subscribe(({ data, error }) => {
        if (error !== undefined) throw error;
        if (data !== undefined && data !== null) hear(data.riskAlerts);
      });
      return () => subscription.unsubscribe();
    },
    async [Symbol.asyncDispose]() {
      client.stop();
      await socket.dispose();
    },
  };
};

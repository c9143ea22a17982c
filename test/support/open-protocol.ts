import { once } from 'node:events';
import { WebSocket } from 'ws';
import { AUTHORIZED } from './test-api-key.ts';

/** A WebSocket on which graphql-transport-ws has been opened, for a test that writes the messages itself. */
export const openProtocol = async (url: string): Promise<WebSocket> => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: AUTHORIZED }));
  await once(socket, 'message');
  return socket;
};

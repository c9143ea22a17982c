import { once } from 'node:events';
import { WebSocket } from 'ws';
import { serveParent } from '../support/serve-parent.ts';
import { AUTHORIZED } from '../../test/support/test-api-key.ts';

/** What one process of subscribers is started with. */
export type SubscribersTarget = { readonly url: string; readonly count: number; readonly query: string };

/** How far its subscribers have got. `reached`: those that have had at least one alert. */
export type SubscribersStatus = { readonly received: number; readonly reached: number };

/** Sockets opened together; more would overflow the server's queue of new connections. */
const CONNECTS_AT_ONCE = 100;
/** Every alert has this, and nothing else that a server sends. */
const ALERT = '"raisedAt":"';
const TIME_CHARACTERS = 24;

const { url, count, query } = JSON.parse(process.argv[2] ?? '{}') as SubscribersTarget;
const sockets: WebSocket[] = [];
let received = 0;
let reached = 0;
let sample = '';
let latencies: number[] | null = null;

const onAlert = (data: Buffer, at: number): void => {
  received += 1;
  if (sample === '') sample = data.toString();
  if (latencies === null) return;
  const time = at + ALERT.length;
  latencies.push(Date.now() - Date.parse(data.toString('latin1', time, time + TIME_CHARACTERS)));
};

/** Speaks graphql-transport-ws without a client library: this process should cost as little as possible. */
const connect = async (): Promise<void> => {
  const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false, skipUTF8Validation: true });
  let isReached = false;
  socket.on('message', (data: Buffer) => {
    const at = data.indexOf(ALERT);
    if (at < 0) return onOther(socket, data);
    if (!isReached) reached += 1;
    isReached = true;
    return onAlert(data, at);
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: AUTHORIZED }));
  sockets.push(socket);
};

const onOther = (socket: WebSocket, data: Buffer): void => {
  const { type } = JSON.parse(data.toString()) as { readonly type: string };
  if (type === 'connection_ack') socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
  if (type === 'error') throw new Error(data.toString());
};

serveParent({
  connect: async () => {
    while (sockets.length < count) {
      const missing = Math.min(CONNECTS_AT_ONCE, count - sockets.length);
      await Promise.all(Array.from({ length: missing }, connect));
    }
  },
  status: (): SubscribersStatus => ({ received, reached }),
  sample: () => sample,
  startTiming: () => void (latencies = []),
  latencies: () => latencies ?? [],
});

import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { type FanOut, serveFanOut } from './serve-fan-out.ts';

const RAISED_AT = /"raisedAt":"[^"]+"/;

/** The least any fan-out must do: one prepared string to every socket. The string is the message another server sent. */
const openBroadcast = async (): Promise<FanOut> => {
  const message = process.argv[2] ?? '';
  const sockets = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    perMessageDeflate: false,
    handleProtocols: ([protocol = '']) => protocol,
  });
  await once(sockets, 'listening');
  return {
    url: `ws://127.0.0.1:${(sockets.address() as AddressInfo).port}/`,
    raise(raisedAt) {
      const text = message.replace(RAISED_AT, `"raisedAt":"${raisedAt.toISOString()}"`);
      for (const socket of sockets.clients) socket.send(text);
    },
  };
};

await serveFanOut(openBroadcast);

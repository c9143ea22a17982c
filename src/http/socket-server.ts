import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols, type Server } from 'graphql-ws';
import type { Logger } from 'pino';
import { ANONYMOUS } from '#access/principal.ts';
import { type WebSocket, WebSocketServer } from 'ws';
import type { HostCheck } from './browsers/own-host.ts';
import type { OriginCheck } from './browsers/own-origin.ts';
import { hasCredentialInUrl } from './callers/credential-in-url.ts';
import type { ClientAddressOf } from './callers/client-address.ts';
import { shownInHeaders } from './callers/find-caller.ts';
import type { Outlet } from './subscription-protocol.ts';

/** Bytes of one message from a client. */
const MESSAGE_BYTES_MAX = 65_536;
/** Connections at once. */
const CONNECTIONS_MAX = 20_000;
/** Bytes a client may leave unread beyond what its subscriptions wait for, before it is cut off. */
const UNREAD_BYTES_MAX = 4_194_304;
/** A client that has not answered a ping by the next one is gone. */
const PING_MS = 30_000;
/** Close code of a server that restarts: come back. */
const SERVICE_RESTART = 1012;

/** WebSockets of one HTTP server. */
export type SocketServer = {
  /** Takes over a connection that asks for WebSocket, or refuses it. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  readonly connections: () => number;
  /** Asks every client to come back to another server, with 1012. */
  close(): void;
  /** Cuts off the clients that are still there. */
  terminate(): void;
};

/** WebSockets that speak `protocol`; pages of other origins, and of other names for this server, are refused, and addresses with credentials. */
export const createSocketServer = ({
  protocol,
  isOwnHost,
  isOwnOrigin,
  addressOf,
  log,
}: {
  readonly protocol: Server<Outlet>;
  readonly isOwnHost: HostCheck;
  readonly isOwnOrigin: OriginCheck;
  readonly addressOf: ClientAddressOf;
  readonly log: Logger;
}): SocketServer => {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES_MAX, handleProtocols, perMessageDeflate: false });
  return {
    upgrade(request, socket, head) {
      if (!isOwnHost(request)) return refuse(socket, '421 Misdirected Request');
      if (!isOwnOrigin(request)) return refuse(socket, '403 Forbidden');
      if (hasCredentialInUrl(request)) return refuse(socket, '400 Bad Request');
      if (sockets.clients.size >= CONNECTIONS_MAX) return refuse(socket, '503 Service Unavailable');
      const caller = { shown: shownInHeaders(request.headers), address: addressOf(request) };
      return sockets.handleUpgrade(request, socket, head, (client) => attach(client, { ...caller, protocol, log }));
    },
    connections: () => sockets.clients.size,
    close() {
      for (const client of sockets.clients) client.close(SERVICE_RESTART, 'Service restart');
      sockets.close();
    },
    terminate() {
      for (const client of sockets.clients) client.terminate();
    },
  };
};

const refuse = (socket: Duplex, status: string): void =>
  void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);

type Attaching = Pick<Outlet, 'shown' | 'address'> & { readonly protocol: Server<Outlet>; readonly log: Logger };

const attach = (client: WebSocket, { shown, address, protocol, log }: Attaching): void => {
  const send = sender(client);
  const gone = new AbortController();
  const closed = protocol.opened(
    {
      protocol: client.protocol,
      send,
      close: (code, reason) => client.close(code, reason),
      onMessage: (take) =>
        client.on('message', (data: Buffer) => {
          take(data.toString()).catch((error: unknown) => fail(client, error, log));
        }),
    },
    { send, close: (code, reason) => client.close(code, reason), gone: gone.signal, shown, address, principal: ANONYMOUS },
  );
  const pinging = keepAlive(client);
  client.on('error', (error) => log.debug({ err: error }, 'websocket failed'));
  client.once('close', (code, reason) => {
    clearInterval(pinging);
    gone.abort();
    closed(code, reason.toString()).catch((error: unknown) => log.error({ err: error }, 'websocket did not end cleanly'));
  });
};

/** Settles when the message has left for the socket: who waits for that never has more than one message in memory. */
const sender =
  (client: WebSocket) =>
  (text: string): Promise<void> =>
    new Promise((resolve) => {
      if (client.readyState !== client.OPEN) return resolve();
      if (client.bufferedAmount > UNREAD_BYTES_MAX) client.terminate();
      return client.send(text, () => resolve());
    });

const fail = (client: WebSocket, error: unknown, log: Logger): void => {
  log.error({ err: error }, 'websocket message failed');
  client.close(1011, 'Unexpected error');
};

const keepAlive = (client: WebSocket): NodeJS.Timeout => {
  let isAlive = true;
  client.on('pong', () => {
    isAlive = true;
  });
  return setInterval(() => {
    if (!isAlive) return client.terminate();
    isAlive = false;
    return client.ping();
  }, PING_MS);
};

import { Socket } from 'node:net';

/** The sockets of one pool. */
export type BoundedSockets = {
  create(): Socket;
  /** Changes how long a socket may be silent, of those that are open too. */
  bound(silenceMsMax: number): void;
};

/**
 * Sockets that break when nothing has moved on them for `silenceMsMax`: a connection whose peer vanished without a word
 * would keep its statement waiting until the system gives up, which takes a quarter of an hour.
 */
export const createBoundedSockets = (silenceMsMax: number): BoundedSockets => {
  const open = new Set<Socket>();
  let boundMs = silenceMsMax;
  return {
    create() {
      const socket = new Socket();
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      return socket.setTimeout(boundMs, () => socket.destroy(silence(boundMs)));
    },
    bound(ms) {
      boundMs = ms;
      for (const socket of open) socket.setTimeout(ms);
    },
  };
};

const silence = (ms: number): Error => Object.assign(new Error(`no answer for ${ms} ms`), { code: 'ETIMEDOUT' });

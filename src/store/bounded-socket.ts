import { Socket } from 'node:net';

/**
 * A socket that breaks when nothing has moved on it for `silenceMsMax`: a connection whose peer vanished without a word
 * would keep its statement waiting until the system gives up, which takes a quarter of an hour.
 */
export const createBoundedSocket = (silenceMsMax: number): Socket => {
  const socket = new Socket();
  const silence = () => Object.assign(new Error(`no answer for ${silenceMsMax} ms`), { code: 'ETIMEDOUT' });
  return socket.setTimeout(silenceMsMax, () => socket.destroy(silence()));
};

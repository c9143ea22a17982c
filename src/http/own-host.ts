import type { IncomingMessage } from 'node:http';

/** Says whether a request is addressed to this server. */
export type HostCheck = (request: IncomingMessage) => boolean;

/**
 * While a server listens on the loopback address alone, only names of that address are its own: a page elsewhere can make its own
 * name lead here (DNS rebinding), and the browser would take the answers for that page's. On any other address every name is.
 */
export const createHostCheck = (listensOn: string): HostCheck =>
  LOOPBACK_ADDRESSES.has(listensOn) ? ({ headers }) => LOOPBACK_NAME.test(headers.host ?? '') : () => true;

const LOOPBACK_ADDRESSES: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);
/** With any port, since a tunnel or a container has one of its own. */
const LOOPBACK_NAME = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

import type { IncomingMessage } from 'node:http';

/** True for a request of a page served here, or of no page at all: browsers always say where a page comes from. */
export const isSameOrigin = ({ headers }: IncomingMessage): boolean => {
  if (headers.origin === undefined) return true;
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
};

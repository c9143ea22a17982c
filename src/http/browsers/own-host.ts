import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Site } from './site.ts';

/** Says whether a request is addressed to this server. */
export type HostCheck = (request: Pick<IncomingMessage, 'headers'>) => boolean;

/**
 * A page elsewhere can make its own name lead here (DNS rebinding), and the browser would take the answers for that page's. So only names
 * are taken that are known: those of the loopback address and of the site, and, unless the server listens on the loopback address alone,
 * bare addresses, which no name leads to. On other addresses, and where the site has no name, every name is.
 */
export const createHostCheck = ({ host: listensOn, site }: { readonly host: string; readonly site: Site }): HostCheck => {
  const names = namesOf(site);
  const isLocal = LOOPBACK_NAMES.has(listensOn);
  if (!isLocal && names.size === 0) return () => true;
  return ({ headers }) => {
    const name = nameIn(headers.host ?? '');
    return LOOPBACK_NAMES.has(name) || names.has(name) || (!isLocal && isIP(name) !== 0);
  };
};

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

const namesOf = ({ publicUrl, allowedHosts }: Site): ReadonlySet<string> =>
  new Set([...(publicUrl === null ? [] : [new URL(publicUrl).hostname]), ...allowedHosts].map((name) => name.toLowerCase()));

/** With any port, since a tunnel or a container has one of its own. */
const HOST = /^(?:\[(?<v6>[0-9a-f:.]+)\]|(?<name>[^:@/[\]]+))(?::\d{1,5})?$/i;

const nameIn = (host: string): string => {
  const { v6, name } = HOST.exec(host)?.groups ?? {};
  return (v6 ?? name ?? '').toLowerCase();
};

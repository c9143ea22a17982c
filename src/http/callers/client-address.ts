import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/** Tells from which address a request was sent. */
export type ClientAddressOf = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => string;

/** What a request without a socket is booked on. */
const UNKNOWN = 'unknown';

/**
 * The address of the socket or, behind trusted proxies (addresses or CIDRs), the right-most address of X-Forwarded-For that is none of
 * them: what stands to the left of it anybody may have written.
 */
export const createClientAddressOf = (trustedProxies: readonly string[]): ClientAddressOf => {
  const isTrusted = createTrust(trustedProxies);
  return ({ headers, socket }) => {
    let client = plainAddress(socket.remoteAddress ?? '') ?? UNKNOWN;
    const hops = forwardedHops(headers['x-forwarded-for']);
    while (isTrusted(client)) {
      const sender = plainAddress(hops.pop() ?? '');
      if (sender === null) break;
      client = sender;
    }
    return client;
  };
};

/** True for text that names proxies: an address or a CIDR. */
export const isProxyRange = (text: string): boolean => ipaddr.isValid(text) || ipaddr.isValidCIDR(text);

const createTrust = (trustedProxies: readonly string[]): ((address: string) => boolean) => {
  const ranges = trustedProxies.map((text) => (ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : ownRange(text)));
  return (address) => {
    if (ranges.length === 0 || !ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    return ranges.some(([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits));
  };
};

const ownRange = (address: string): [ipaddr.IPv4 | ipaddr.IPv6, number] => {
  const parsed = ipaddr.process(address);
  return [parsed, parsed.kind() === 'ipv4' ? 32 : 128];
};

const forwardedHops = (header: string | string[] | undefined): string[] => (header === undefined ? [] : String(header).split(','));

/** Some proxies write the port as well. */
const WITH_PORT = /^(?:\[(?<v6>[^\]]+)\](?::\d+)?|(?<v4>[\d.]+):\d+)$/;

const plainAddress = (text: string): string | null => {
  const { v6, v4 } = WITH_PORT.exec(text.trim())?.groups ?? {};
  const address = v6 ?? v4 ?? text.trim();
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : null;
};

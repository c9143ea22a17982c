import { isIPv6 } from 'node:net';

/**
 * The network an address belongs to: /24 of IPv4 (`203.0.113.0/24`), /48 of IPv6 in the notation of RFC 5952
 * (`2001:db8:1::/48`), IPv4-mapped IPv6 as IPv4. Null for what is no address; zone ids and leading zeros are refused.
 */
export const ipPrefix = (address: string): string | null => {
  const end = endOfThirdOctet(address);
  if (end > 0) return `${address.slice(0, end)}.0/24`;
  if (!address.includes(':') || address.includes('%') || !isIPv6(address)) return null;
  return ipv6Prefix(address);
};

const DOT = 46;
const ZERO = 48;

/** Where the last dot of a dotted quad stands, or -1 when the text is none. */
const endOfThirdOctet = (text: string): number => {
  let dots = 0;
  let end = -1;
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && text.charCodeAt(i) !== DOT) continue;
    if (!isOctet(text, start, i)) return -1;
    if (i < text.length) end = i;
    dots++;
    start = i + 1;
  }
  return dots === 4 ? end : -1;
};

const isOctet = (text: string, start: number, end: number): boolean => {
  const length = end - start;
  if (length < 1 || length > 3 || (length > 1 && text.charCodeAt(start) === ZERO)) return false;
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) return false;
    value = value * 10 + digit;
  }
  return value <= 255;
};

const ipv6Prefix = (address: string): string => {
  const groups = ipv6Groups(address);
  const isMapped = groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0);
  if (isMapped) return mappedPrefix(groups[6] ?? 0, groups[7] ?? 0);
  const network = groups.slice(0, 3);
  while (network.at(-1) === 0) network.pop();
  return `${network.map((group) => group.toString(16)).join(':')}::/48`;
};

const mappedPrefix = (high: number, low: number): string => `${high >> 8}.${high & 255}.${low >> 8}.0/24`;

/** The eight 16-bit groups of a valid address. */
const ipv6Groups = (address: string): readonly number[] => {
  const [head = '', tail] = address.split('::');
  const front = groupsOf(head);
  if (tail === undefined) return front;
  const back = groupsOf(tail);
  return [...front, ...Array<number>(8 - front.length - back.length).fill(0), ...back];
};

const groupsOf = (text: string): readonly number[] => (text === '' ? [] : text.split(':').flatMap(groupOf));

/** One group, or two of the dotted quad that may end an address. */
const groupOf = (text: string): readonly number[] => {
  if (!text.includes('.')) return [Number.parseInt(text, 16)];
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
  return [a * 256 + b, c * 256 + d];
};

import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { networkOf } from '#access/limits/network-of.ts';
import { createClientAddressOf, isProxyRange } from '#http/callers/client-address.ts';

const addressOf = (trusted: readonly string[], remoteAddress: string | undefined, forwarded?: string): string =>
  createClientAddressOf(trusted)({
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress } as IncomingMessage['socket'],
  });

const PROXIES = ['10.0.0.0/8', '192.0.2.1', '2001:db8:aaaa::/48'];

it.each([
  ['nobody is trusted', [], '10.0.0.1', '203.0.113.7', '10.0.0.1'],
  ['the proxy is trusted', PROXIES, '10.0.0.1', '203.0.113.7', '203.0.113.7'],
  ['the proxy is known by address', PROXIES, '192.0.2.1', '203.0.113.7', '203.0.113.7'],
  ['the neighbour of a proxy is no proxy', PROXIES, '192.0.2.2', '203.0.113.7', '192.0.2.2'],
  ['the client made entries up', PROXIES, '10.0.0.1', '1.1.1.1, 10.9.9.9, 203.0.113.7', '203.0.113.7'],
  ['there are several proxies', PROXIES, '10.0.0.1', '203.0.113.7, 10.0.0.3 ,10.0.0.2', '203.0.113.7'],
  ['all of it is proxies', PROXIES, '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
  ['nothing was forwarded', PROXIES, '10.0.0.1', undefined, '10.0.0.1'],
  ['what was forwarded is no address', PROXIES, '10.0.0.1', '203.0.113.7, unknown', '10.0.0.1'],
  ['the socket speaks IPv6 for IPv4', PROXIES, '::ffff:10.0.0.1', '::ffff:203.0.113.7', '203.0.113.7'],
  ['ports are written', PROXIES, '10.0.0.1', '203.0.113.7:4711', '203.0.113.7'],
  ['ports of IPv6 are written', PROXIES, '2001:db8:aaaa::1', '[2001:DB8::7]:4711', '2001:db8::7'],
  ['the socket is gone', PROXIES, undefined, '203.0.113.7', 'unknown'],
])('the address of a client when %s', (_case, trusted, socket, forwarded, expected) => {
  expect(addressOf(trusted, socket, forwarded)).toBe(expected);
});

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::'],
  ['unknown', 'unknown'],
])('%s is limited as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

it.each([
  ['10.0.0.0/8', true],
  ['::1', true],
  ['10.0.0.0/33', false],
  ['proxy.example', false],
  ['', false],
])('%s names proxies: %s', (text, isRange) => {
  expect(isProxyRange(text)).toBe(isRange);
});

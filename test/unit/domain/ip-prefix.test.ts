import { isIP } from 'node:net';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { ipPrefix } from '#domain/ip-prefix.ts';

describe('ipPrefix', () => {
  it.each([
    ['203.0.113.10', '203.0.113.0/24'],
    ['0.0.0.0', '0.0.0.0/24'],
    ['255.255.255.255', '255.255.255.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['2001:DB8:0:9::1', '2001:db8::/48'],
    ['2001:0:5::', '2001:0:5::/48'],
    ['0:0:7::1', '0:0:7::/48'],
    ['::1', '::/48'],
    ['::', '::/48'],
    ['::ffff:203.0.113.10', '203.0.113.0/24'],
    ['::FFFF:cb00:710a', '203.0.113.0/24'],
    ['64:ff9b::192.0.2.33', '64:ff9b::/48'],
  ])('puts %s into %s', (address, prefix) => {
    expect(ipPrefix(address)).toBe(prefix);
  });

  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    '1.2.3.4 ',
    '1..3.4',
    '1.2.3.',
    'x.2.3.4',
    '1.2.3.4/24',
    ':',
    ':::',
    '2001:db8',
    'fe80::1%eth0',
    'localhost',
  ])('refuses %j', (address) => {
    expect(ipPrefix(address)).toBeNull();
  });

  it('agrees with ipaddr.js about every address', () => {
    // ipaddr.js reads the deprecated IPv4-compatible `::a.b.c.d` as if it were mapped: such texts are left out.
    const ipV6 = fc.ipV6().filter((address) => !address.includes('.'));
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), ipV6), (address) => {
        expect(ipPrefix(address)).toBe(referencePrefix(address));
      }),
    );
  });

  it('refuses exactly what node:net refuses, but zone ids', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f.:]{0,24}$/)), (text) => {
        expect(ipPrefix(text) !== null).toBe(isIP(text) !== 0 && !text.includes('%'));
      }),
    );
  });
});

const referencePrefix = (address: string): string => {
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return `${ipaddr.IPv4.networkAddressFromCIDR(`${parsed.toString()}/24`).toString()}/24`;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/48`).toString()}/48`;
};

import ipaddr from 'ipaddr.js';

/** A household or server has at least as many addresses of IPv6 as this leaves, and may call from any of them. */
const IPV6_PREFIX_BITS = 64;

/** What is limited together with an address: itself, if it is IPv4, and all of its /64 if it is IPv6; other text as it is. */
export const networkOf = (address: string): string => {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4'
    ? parsed.toString()
    : ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${IPV6_PREFIX_BITS}`).toString();
};

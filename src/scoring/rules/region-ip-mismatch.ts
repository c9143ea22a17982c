import { z } from 'zod';
import { stateOf } from '#domain/state-of.ts';
import { REPEAT_AFTER_MS, type Rule } from '#scoring/rule.ts';

/**
 * The region a client reports is not where its network is: a VPN, a proxy, or a region set wrongly. Licences for content
 * are territorial (Regulation (EU) 2017/1128 on portability has providers verify the member state, by IP address too).
 */
export const regionIpMismatch: Rule<Record<string, never>> = {
  key: 'region-ip-mismatch',
  name: 'Region and network disagree',
  description: 'The country that announces the IP prefix of an event is not the country of its region; a territory is where its state is.',
  category: 'ACCOUNT',
  subject: 'viewer',
  points: 20,
  parameters: z.strictObject({}),
  defaults: {},
  windowMs: () => null,
  repeatAfterMs: () => REPEAT_AFTER_MS,
  citations: [{ label: 'Regulation (EU) 2017/1128 art. 5(1)(k)', url: 'https://eur-lex.europa.eu/eli/reg/2017/1128/oj' }],
  check: ({ event: { region }, ipCountry }) => {
    const country = region.slice(0, 2);
    if (ipCountry === null || ipCountry === country || stateOf(ipCountry) === stateOf(country)) return null;
    return {
      observed: `network in ${ipCountry}`,
      threshold: `region ${region}`,
      explanation: `The client reports ${region}, and its network is announced from ${ipCountry}: a VPN, a proxy or a wrong region.`,
    };
  },
};

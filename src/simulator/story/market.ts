import type { Random } from './random.ts';

/** Where viewers live. `weight` is its share of the audience, all weights together being the whole. */
export type Market = { readonly region: string; readonly isEu: boolean; readonly needsConsent: boolean; readonly weight: number };

/** A market by its share of the audience. */
export const pickMarket = (random: Random): Market => {
  let rest = random.next() * TOTAL_WEIGHT;
  return MARKETS.find(({ weight }) => (rest -= weight) < 0) ?? HOME_MARKET;
};

/** A market where measurement needs consent. */
export const pickConsentMarket = (random: Random): Market => random.pick(CONSENT_MARKETS);

/** A market where a child under 13 is protected by COPPA. */
export const pickCoppaMarket = (random: Random): Market => random.pick(COPPA_MARKETS);

/** The `offset`-th market after a viewer's own: different offsets are different countries. */
export const foreignMarket = (offset: number): Market => TRAVEL_MARKETS[offset % TRAVEL_MARKETS.length] ?? HOME_MARKET;

const market = (region: string, weight: number): Market => ({ region, weight, isEu: false, needsConsent: false });
const consentMarket = (region: string, weight: number): Market => ({ region, weight, isEu: false, needsConsent: true });
const euMarket = (region: string, weight: number): Market => ({ region, weight, isEu: true, needsConsent: true });

const HOME_MARKET = euMarket('DE', 10);
const CONSENT_MARKETS: readonly [Market, ...Market[]] = [
  HOME_MARKET,
  euMarket('NL', 6),
  euMarket('FR', 8),
  euMarket('ES', 6),
  euMarket('IT', 6),
  euMarket('PL', 4),
  euMarket('SE', 3),
  euMarket('IE', 2),
  consentMarket('GB', 8),
  consentMarket('NO', 2),
];
const COPPA_MARKETS: readonly [Market, ...Market[]] = [market('US-CA', 8), market('US-NY', 5), market('US-TX', 5), market('US-WA', 2)];
const MARKETS: readonly Market[] = [
  ...CONSENT_MARKETS,
  ...COPPA_MARKETS,
  market('CA-ON', 3),
  market('BR', 5),
  market('KR', 6),
  market('JP', 4),
  market('IN', 4),
  market('AU', 3),
];
const TRAVEL_MARKETS = MARKETS.filter(({ region }) => !region.startsWith('US-') || region === 'US-CA');
const TOTAL_WEIGHT = MARKETS.reduce((sum, { weight }) => sum + weight, 0);

import type { ConsentSignalsInput } from '#client/generated/graphql.ts';
import type { Random } from './random.ts';
import { tcStringOf } from './tc-string.ts';

/** What the player of one viewer passes on about consent, as of a moment (epoch milliseconds); null where it passes on nothing. */
export type ConsentHabit = (atMs: number) => ConsentSignalsInput;

/** Where and how a player asks. */
export type Asking = { readonly region: string; readonly needsConsent: boolean; readonly hasConsent: boolean | null };

/**
 * Where consent is asked for first, most players that have an answer pass on what their consent platform wrote. In the
 * United States most viewers consented to disclosure when they subscribed; a few did not, and a few opted out of sale.
 */
export const consentHabitOf = (random: Random, { region, needsConsent, hasConsent }: Asking): ConsentHabit | null => {
  if (region.startsWith('US-')) return americanHabit(random);
  return needsConsent && hasConsent !== null && random.chance(0.6) ? europeanHabit(random, hasConsent) : null;
};

const americanHabit = (random: Random): ConsentHabit => {
  const sale: ConsentSignalsInput = random.chance(0.04) ? { usPrivacy: '1YYN', gpc: true } : { usPrivacy: '1YNN' };
  const daysAgo = random.chance(0.95) ? random.whole(1, DAYS_AGO_MAX) : null;
  return (atMs) => (daysAgo === null ? sale : { ...sale, videoDisclosureConsentAt: new Date(startOfDay(atMs, daysAgo)).toISOString() });
};

const europeanHabit = (random: Random, isConsent: boolean): ConsentHabit => {
  const daysAgo = random.whole(1, DAYS_AGO_MAX);
  const msOfDay = random.whole(0, DAY_MS - 1);
  return (atMs) => ({ tcString: tcStringOf(isConsent, startOfDay(atMs, daysAgo) + msOfDay) });
};

const DAY_MS = 86_400_000;
/** Well within the two years for which consent to disclosure holds (18 U.S.C. 2710(b)(2)(B)). */
const DAYS_AGO_MAX = 600;

const startOfDay = (atMs: number, daysAgo: number): number => atMs - (atMs % DAY_MS) - daysAgo * DAY_MS;

import type { ConsentSignalsInput } from '#client/generated/graphql.ts';
import type { Random } from './random.ts';

/** What the player of one viewer passes on about consent; null where no player does. */
export type ConsentHabit = {
  /** Opted out of sale, with the Global Privacy Control. */
  readonly isSaleOptedOut: boolean;
  /** How long ago the viewer consented to disclosure of viewing; null when never. */
  readonly disclosureDaysAgo: number | null;
};

/** In the United States most consented to disclosure when they subscribed; a few did not, and a few opted out of sale. */
export const consentHabitOf = (random: Random, region: string): ConsentHabit | null => {
  if (!region.startsWith('US-')) return null;
  return {
    isSaleOptedOut: random.chance(0.04),
    disclosureDaysAgo: random.chance(0.95) ? random.whole(1, DISCLOSURE_DAYS_MAX) : null,
  };
};

/** The signals of an event at `atMs` (epoch milliseconds); the day of consent is told to the day. */
export const signalsOf = ({ isSaleOptedOut, disclosureDaysAgo }: ConsentHabit, atMs: number): ConsentSignalsInput => ({
  ...(isSaleOptedOut ? { usPrivacy: '1YYN', gpc: true } : { usPrivacy: '1YNN' }),
  ...(disclosureDaysAgo !== null && { videoDisclosureConsentAt: startOfDay(atMs - disclosureDaysAgo * DAY_MS) }),
});

const DAY_MS = 86_400_000;
/** Well within the two years for which it holds (18 U.S.C. 2710(b)(2)(B)). */
const DISCLOSURE_DAYS_MAX = 600;

const startOfDay = (ms: number): string => new Date(ms - (ms % DAY_MS)).toISOString();

/** What is special about a screen; each but `ordinary` is there for a rule to find. */
export const SITUATIONS = [
  'ordinary',
  'no-consent',
  'silent-player',
  'child',
  'shared-account',
  'broken-title',
  'broken-device',
  'password-guessing',
  'unknown-viewer',
  'unknown-device',
  'hectic-client',
] as const;
export type Situation = (typeof SITUATIONS)[number];

/** The situation of the `index`-th screen. The first hundred have one of each but the hectic client; of many, a few percent are special. */
export const situationOf = (index: number): Situation => {
  const round = roundOf(index);
  const place = index % SCREENS_PER_ROUND;
  if (round % 2 === 0) return EVEN_ROUND.get(place) ?? 'ordinary';
  if (place === HECTIC_AT && round % HECTIC_ROUNDS === 1) return 'hectic-client';
  return ODD_ROUND.get(place) ?? 'ordinary';
};

/** Screens come in rounds of a hundred; those of one round share an account or a broken title. */
export const roundOf = (index: number): number => Math.floor(index / SCREENS_PER_ROUND);

const SCREENS_PER_ROUND = 100;
const HECTIC_AT = 18;
/** One hectic client in a thousand screens: it sends twenty times as much as others. */
const HECTIC_ROUNDS = 10;

const ODD_ROUND: ReadonlyMap<number, Situation> = new Map([
  [1, 'no-consent'],
  [14, 'unknown-viewer'],
  [16, 'unknown-device'],
  [20, 'child'],
]);
const EVEN_ROUND: ReadonlyMap<number, Situation> = new Map([
  ...ODD_ROUND,
  // Four screens in four countries and networks, one account.
  [4, 'shared-account'],
  [5, 'shared-account'],
  [6, 'shared-account'],
  [7, 'shared-account'],
  [10, 'broken-title'],
  [11, 'broken-device'],
  [12, 'password-guessing'],
  [60, 'silent-player'],
  [70, 'broken-title'],
]);

import type { Random } from './random.ts';

/** Something to watch. */
export type Title = { readonly contentId: string; readonly durationMs: number };

const TITLES = 400;
const MINUTE_MS = 60_000;
const HITS = 4;

/** A title by its popularity: the tenth is watched about a tenth as often as the first (Zipf). */
export const pickTitle = (random: Random): Title => titleOf(Math.floor(TITLES ** random.next()) - 1);

/** One of the few titles that everybody watches. */
export const pickHit = (random: Random): Title => titleOf(random.whole(0, HITS - 1));

/** A title whose file is broken: nobody watches it but those whose playback fails. */
export const brokenTitle = (index: number): Title => ({ contentId: `movie_broken_${index + 1}`, durationMs: 95 * MINUTE_MS });

/** Every fourth title is a film, the others are episodes. */
const titleOf = (rank: number): Title =>
  rank % 4 === 0
    ? { contentId: `movie_${1000 + rank}`, durationMs: (88 + ((rank * 7) % 60)) * MINUTE_MS }
    : { contentId: `episode_${1000 + rank}`, durationMs: (22 + ((rank * 5) % 35)) * MINUTE_MS };

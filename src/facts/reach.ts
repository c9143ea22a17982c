import { LATENESS_MS_MAX, PLACE_WINDOW_MS_MAX, WINDOW_MS_MAX } from '#domain/event-facts.ts';

/** The width of a counter. */
export const MINUTE_MS = 60_000;

/** The minute of an instant, counted from the epoch. */
export const minuteOf = (at: number): number => Math.floor(at / MINUTE_MS);

/** How far behind a subject's newest minute its memory reaches. */
export const MINUTES_REMEMBERED = (WINDOW_MS_MAX + LATENESS_MS_MAX) / MINUTE_MS;

/** The same for the countries a viewer was seen in. */
export const COUNTRY_MINUTES_REMEMBERED = (PLACE_WINDOW_MS_MAX + LATENESS_MS_MAX) / MINUTE_MS;

/** How long a device or title is remembered after its last event, at least. */
export const SUBJECT_MS_REMEMBERED = MINUTES_REMEMBERED * MINUTE_MS;

/** How long a viewer is: as long as where it was. */
export const VIEWER_MS_REMEMBERED = COUNTRY_MINUTES_REMEMBERED * MINUTE_MS;

import { LATENESS_MS_MAX, PLACE_WINDOW_MS_MAX, SESSION_IDLE_MS_MAX, WINDOW_MS_MAX } from '#domain/event-facts.ts';

/** What a viewer is seen with. Each kind is remembered for its own time behind the viewer's newest minute. */
export type NameKind = 'region' | 'ipPrefix' | 'country' | 'session' | 'device' | 'title';

const MINUTE_MS = 60_000;

/** A kind's letter, which begins its names, and the minutes it is remembered. */
export const NAME_KINDS: Readonly<Record<NameKind, { readonly tag: string; readonly minutes: number }>> = {
  region: { tag: 'r', minutes: (WINDOW_MS_MAX + LATENESS_MS_MAX) / MINUTE_MS },
  ipPrefix: { tag: 'p', minutes: (WINDOW_MS_MAX + LATENESS_MS_MAX) / MINUTE_MS },
  country: { tag: 'g', minutes: (PLACE_WINDOW_MS_MAX + LATENESS_MS_MAX) / MINUTE_MS },
  session: { tag: 's', minutes: (2 * SESSION_IDLE_MS_MAX) / MINUTE_MS },
  device: { tag: 'd', minutes: WINDOW_MS_MAX / MINUTE_MS },
  title: { tag: 't', minutes: WINDOW_MS_MAX / MINUTE_MS },
};

/** By the code of the letter: asked several times an event. */
const MINUTES_BY_TAG: readonly number[] = Object.values(NAME_KINDS).reduce<number[]>(
  (minutes, kind) => minutes.with(kind.tag.charCodeAt(0), kind.minutes),
  Array<number>(128).fill(0),
);

/** The minutes a name is remembered, by its first letter. */
export const minutesOf = (name: string): number => MINUTES_BY_TAG[name.charCodeAt(0)] ?? 0;

/** All kinds as `observe-activity.lua` reads them: letter and minutes, `r120p120g1500s30d60t60`. */
export const NAME_MINUTES_PACKED = Object.values(NAME_KINDS)
  .map(({ tag, minutes }) => `${tag}${minutes}`)
  .join('');

/** How long a device or title is remembered after its last event, at least. */
export const SUBJECT_MS_REMEMBERED = WINDOW_MS_MAX + LATENESS_MS_MAX;

/** How long a viewer is: as long as its longest-lived names. */
export const VIEWER_MS_REMEMBERED = PLACE_WINDOW_MS_MAX + LATENESS_MS_MAX;

/** The longest name, its letter included; longer ids of sessions are hashed. */
export const NAME_CHARACTERS_MAX = 80;

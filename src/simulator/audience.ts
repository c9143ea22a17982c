import { EVENT_GAP_MS } from './story/create-story.ts';

const VIEWERS_MIN = 100;
const VIEWERS_MAX = 50_000;
/** Fewer events would be all beginnings. */
const EVENTS_PER_VIEWER = 12;
/** A story told as fast as it goes covers this much time. */
const STORY_MS_MAX = 600_000;

/** How many screens make so many events in real time or, told at once, within the last ten minutes; but enough for every situation. */
export const viewersFor = (events: number, ratePerSecond: number | null): number => {
  const inStory = (events * EVENT_GAP_MS) / STORY_MS_MAX;
  const inTime = ratePerSecond === null ? inStory : (ratePerSecond * EVENT_GAP_MS) / 1000;
  return Math.min(VIEWERS_MAX, Math.max(VIEWERS_MIN, Math.ceil(Math.min(inTime, events / EVENTS_PER_VIEWER))));
};

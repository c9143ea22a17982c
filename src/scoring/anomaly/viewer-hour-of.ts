import type { SubjectHistory } from '#domain/event-facts.ts';
import { SESSIONS_TOGETHER_MS, VIEWER_HOUR_MS, type ViewerHour } from '#domain/viewer-hour.ts';
import { NIGHT_MINUTES, localMinuteOfDay } from './local-night.ts';

/** The hour of a viewer that ends with an event, from what is remembered of the viewer. */
export const viewerHourOf = (viewer: SubjectHistory, { occurredAt, region }: Moment): ViewerHour => ({
  events: viewer.events(VIEWER_HOUR_MS),
  regions: viewer.regions(VIEWER_HOUR_MS).length,
  ipPrefixes: viewer.ipPrefixes(VIEWER_HOUR_MS).length,
  devices: viewer.devices(VIEWER_HOUR_MS),
  sessionsTogether: viewer.sessions(SESSIONS_TOGETHER_MS),
  titles: viewer.titles(VIEWER_HOUR_MS),
  errors: viewer.errors(VIEWER_HOUR_MS),
  seeks: viewer.seeks(VIEWER_HOUR_MS),
  nightEvents: nightEvents(viewer, localMinuteOfDay(occurredAt, region)),
});

type Moment = { readonly occurredAt: Date; readonly region: string };

const MINUTE_MS = 60_000;

/** Counts look back over whole minutes: those since midnight, or those before six of an hour that began at night. */
const nightEvents = (viewer: SubjectHistory, minuteOfDay: number): number => {
  const since = (minutes: number): number => viewer.events(Math.min(minutes * MINUTE_MS, VIEWER_HOUR_MS));
  if (minuteOfDay < NIGHT_MINUTES) return since(minuteOfDay + 1);
  return since(VIEWER_HOUR_MS / MINUTE_MS) - since(minuteOfDay - NIGHT_MINUTES + 1);
};

import type { Activity, EventFacts, SubjectHistory } from '#domain/event-facts.ts';
import type { ActivityWindows, Observation } from '#facts/activity-windows.ts';
import { NOON } from './builders.ts';

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** Minutes after noon, and what differs from a quiet viewer. */
export type Told = Partial<Activity> & { readonly minute: number; readonly entryId?: string; readonly latenessMs?: number };

/** One observation; a test names only what matters to it. */
export const anObservation = ({ minute, entryId = 'entry-1', latenessMs = 0, ...activity }: Told): Observation => {
  const at = new Date(NOON.getTime() + minute * MINUTE);
  const quiet = {
    viewerId: 'viewer-1',
    deviceId: 'device-1',
    contentId: 'title-1',
    region: 'NL',
    ipPrefix: '203.0.113.0/24',
    ipCountry: null,
  };
  const inNoSession = { sessionId: null, isSessionEnd: false };
  const receivedAt = new Date(at.getTime() + latenessMs);
  return {
    entryId,
    receivedAt,
    activity: { ...quiet, ...inNoSession, at, isError: false, isAuthFailure: false, isSeek: false, count: 1, ...activity },
  };
};

/** Observes in one call. */
export const observe = async (windows: ActivityWindows, ...told: readonly Told[]): Promise<readonly EventFacts[]> =>
  windows.observe(told.map(anObservation));

/** The facts of the last event. */
export const lastOf = (facts: readonly EventFacts[]): EventFacts => {
  const last = facts.at(-1);
  if (last === undefined) throw new Error('nothing was told');
  return last;
};

/** Everything a rule could ask, as plain data. */
export const allAnswersOf = (facts: readonly EventFacts[]) =>
  facts.map(({ viewer, device, content, latenessMs }) => ({
    latenessMs,
    subjects: [viewer, device, content].map(answersOf),
  }));

const answersOf = (history: SubjectHistory | null) =>
  history &&
  [15 * MINUTE, HOUR].map((windowMs) => ({
    events: history.events(windowMs),
    counts: [history.errors(windowMs), history.authFailures(windowMs), history.seeks(windowMs)],
    regions: history.regions(windowMs).toSorted(),
    ipPrefixes: history.ipPrefixes(windowMs).toSorted(),
    countries: history.otherCountries(24 * windowMs).toSorted((a, b) => (a.country < b.country ? -1 : 1)),
    sessions: history.sessions(windowMs / 12),
    distinct: [history.devices(windowMs), history.titles(windowMs)],
  }));

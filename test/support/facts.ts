import type { CountrySeen, EventFacts, PlaybackHistory, SubjectHistory } from '#domain/event-facts.ts';

type Seen = {
  readonly events?: number;
  readonly failures?: number;
  readonly regions?: readonly string[];
  readonly ipPrefixes?: readonly string[];
  readonly otherCountries?: readonly CountrySeen[];
  readonly sessions?: number;
  readonly devices?: number;
  readonly titles?: number;
};

/** A subject of which the same is known whatever the window: one event unless told otherwise. */
export const aHistory = (seen: Seen = {}): SubjectHistory => {
  const { events = 1, failures = 0, regions = ['NL'], ipPrefixes = ['203.0.113.0/24'], otherCountries = [], sessions = 1 } = seen;
  return {
    events: () => events,
    failures: () => failures,
    regions: () => regions,
    ipPrefixes: () => ipPrefixes,
    otherCountries: () => otherCountries,
    sessions: () => sessions,
    devices: () => seen.devices ?? 1,
    titles: () => seen.titles ?? 1,
  };
};

/** Players that reported the same whatever the window: nothing unless told otherwise. */
export const aPlayback = ({ errors = 0, seeks = 0 } = {}): PlaybackHistory => ({ errors: () => errors, seeks: () => seeks });

/** Facts around an event in time, of subjects nobody noticed before. */
export const someFacts = (overrides: Partial<EventFacts> = {}): EventFacts => ({
  viewer: aHistory(),
  playback: aPlayback(),
  device: aHistory(),
  content: aHistory(),
  latenessMs: 0,
  ...overrides,
});

import type { CountrySeen, EventFacts, SubjectHistory } from '#domain/event-facts.ts';

type Seen = {
  readonly events?: number;
  readonly errors?: number;
  readonly authFailures?: number;
  readonly seeks?: number;
  readonly regions?: readonly string[];
  readonly ipPrefixes?: readonly string[];
  readonly otherCountries?: readonly CountrySeen[];
  readonly sessions?: number;
  readonly devices?: number;
  readonly titles?: number;
};

/** A subject of which the same is known whatever the window: one event unless told otherwise. */
export const aHistory = (seen: Seen = {}): SubjectHistory => {
  const { events = 1, regions = ['NL'], ipPrefixes = ['203.0.113.0/24'], otherCountries = [], sessions = 1 } = seen;
  return {
    events: () => events,
    errors: () => seen.errors ?? 0,
    authFailures: () => seen.authFailures ?? 0,
    seeks: () => seen.seeks ?? 0,
    regions: () => regions,
    ipPrefixes: () => ipPrefixes,
    otherCountries: () => otherCountries,
    sessions: () => sessions,
    devices: () => seen.devices ?? 1,
    titles: () => seen.titles ?? 1,
  };
};

/** Facts around an event in time, of subjects nobody noticed before. */
export const someFacts = (overrides: Partial<EventFacts> = {}): EventFacts => ({
  viewer: aHistory(),
  device: aHistory(),
  content: aHistory(),
  latenessMs: 0,
  ...overrides,
});

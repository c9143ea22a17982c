/** What one event adds to the windows of its viewer, device and title. */
export type Activity = {
  readonly at: Date;
  readonly viewerId: string | null;
  readonly deviceId: string | null;
  readonly contentId: string | null;
  readonly region: string;
  readonly ipPrefix: string | null;
  /** Where the prefix is announced from, ISO 3166-1 alpha-2. */
  readonly ipCountry: string | null;
  readonly sessionId: string | null;
  /** True when this is the last of its session, unless more of it follows. */
  readonly isSessionEnd: boolean;
  readonly isError: boolean;
  readonly isAuthFailure: boolean;
  readonly isSeek: boolean;
  /** How many events this stands for: 1, or more when windows are read back from the store. */
  readonly count: number;
};

/**
 * What is known about one subject around the moment of one event, that event included. Windows are in event time:
 * counts look back over whole minutes that end with the event's; distinct values are those of the fullest span of
 * `windowMs` that holds the event, so that a late event completes a pattern and never invents one.
 */
export type SubjectHistory = {
  events(windowMs: number): number;
  /** Playback errors. */
  errors(windowMs: number): number;
  /** Failures of a viewer to sign in or to renew a token; of devices and titles 0. */
  authFailures(windowMs: number): number;
  /** Jumps of a viewer within titles; of devices and titles 0. */
  seeks(windowMs: number): number;
  regions(windowMs: number): readonly string[];
  ipPrefixes(windowMs: number): readonly string[];
  /** Other countries than the event's own in which a viewer was last seen within `windowMs` before or after the event. */
  otherCountries(windowMs: number): readonly CountrySeen[];
  /**
   * How many sessions of a viewer are in progress after the event: seen within `idleMs` before it and not ended. One that
   * was seen again after a late event is not counted with it: sessions may be missed, and are never invented.
   */
  sessions(idleMs: number): number;
  /** Distinct devices of a viewer; of devices and titles 0. */
  devices(windowMs: number): number;
  /** Distinct titles of a viewer; of devices and titles 0. */
  titles(windowMs: number): number;
};

/** A country (ISO 3166-1 alpha-2) and when it was last seen, epoch milliseconds. */
export type CountrySeen = { readonly country: string; readonly at: number };

/** What a rule may look at besides the event. A subject is null when the event does not name it. */
export type EventFacts = {
  readonly viewer: SubjectHistory | null;
  readonly device: SubjectHistory | null;
  readonly content: SubjectHistory | null;
  /** receivedAt − occurredAt, at least 0: a window rule is skipped when this exceeds its window plus LATENESS_MS_MAX. */
  readonly latenessMs: number;
};

/** How much longer than its window the past is remembered, for events that come late. */
export const LATENESS_MS_MAX = 3_600_000;

/** The longest window a rule may use. */
export const WINDOW_MS_MAX = 3_600_000;

/** The longest time between two places that a rule may compare. */
export const PLACE_WINDOW_MS_MAX = 86_400_000;

/** The longest silence after which a session may still count as in progress. */
export const SESSION_IDLE_MS_MAX = 900_000;

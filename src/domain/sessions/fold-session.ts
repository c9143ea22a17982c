import { modeAfter, type PlaybackMode, type Stretch, stretchOf } from './playback-mode.ts';
import type { SessionEvent, Setting } from './session-event.ts';

/** A silence longer than this, of a player that sends heartbeats, is no playback: its STOP was lost. */
export const HEARTBEAT_SILENCE_MS_MAX = 120_000;
/** The same of a player that never sent a heartbeat: longer than a film. */
export const SILENCE_MS_MAX = 4 * 3_600_000;

/** The first attempt to play: a session tries once, however often it presses play. */
export type Attempt =
  | { readonly outcome: 'OPEN'; readonly at: number; readonly setting: Setting }
  | { readonly outcome: 'STARTED' | 'FAILED' };

/** A session as far as its events are folded. */
export type Session = {
  readonly viewerId: string | null;
  readonly deviceId: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly watchMs: number;
  readonly rebufferMs: number;
  readonly errorCount: number;
  readonly eventCount: number;
  readonly mode: PlaybackMode;
  readonly hasHeartbeat: boolean;
  readonly attempt: Attempt | null;
  /** The event folded last. */
  readonly last: Pick<SessionEvent, 'at' | 'key' | 'setting'>;
};

/** What an event adds to the statistics, at the time and in the setting it belongs to. */
export type Booking = {
  readonly at: number;
  readonly setting: Setting;
  readonly watchMs: number;
  readonly rebufferMs: number;
  readonly attempts: number;
  readonly startFailures: number;
};

/**
 * Folds events, in the order of `bySessionOrder` and all after those folded before, into a session (null for a new one);
 * tells each booking. The time between two events is booked where its first event lies. See the README for the definition.
 */
export const foldSession = (session: Session | null, events: readonly SessionEvent[], book: (booking: Booking) => void): Session => {
  let folded = session;
  for (const event of events) folded = foldEvent(folded, event, book);
  if (folded === null) throw new RangeError('a session has at least one event');
  return folded;
};

const foldEvent = (session: Session | null, event: SessionEvent, book: (booking: Booking) => void): Session => {
  const before = session ?? newSession(event);
  const mode = modeAfter(before.mode, event.eventType);
  const { watchMs, rebufferMs } = bookStretch(before, event, book);
  return {
    viewerId: before.viewerId ?? event.viewerId,
    deviceId: before.deviceId ?? event.deviceId,
    startedAt: before.startedAt,
    endedAt: endOf(before, event, mode),
    watchMs: before.watchMs + watchMs,
    rebufferMs: before.rebufferMs + rebufferMs,
    errorCount: before.errorCount + (event.eventType === 'ERROR' ? 1 : 0),
    eventCount: before.eventCount + 1,
    mode,
    hasHeartbeat: before.hasHeartbeat || event.eventType === 'HEARTBEAT',
    attempt: attemptAfter({ before, event, mode }, book),
    last: { at: event.at, key: event.key, setting: event.setting },
  };
};

const newSession = ({ at, key, setting }: SessionEvent): Session => ({
  viewerId: null,
  deviceId: null,
  startedAt: at,
  endedAt: null,
  watchMs: 0,
  rebufferMs: 0,
  errorCount: 0,
  eventCount: 0,
  mode: 'NEW',
  hasHeartbeat: false,
  attempt: null,
  last: { at, key, setting },
});

const NOTHING = { watchMs: 0, rebufferMs: 0, attempts: 0, startFailures: 0 };

const bookStretch = (before: Session, event: SessionEvent, book: (booking: Booking) => void): Pick<Session, 'watchMs' | 'rebufferMs'> => {
  const ms = msOf(stretchOf(before.mode, event.eventType), before, event.at);
  if (ms.watchMs + ms.rebufferMs > 0) book({ ...NOTHING, ...ms, at: before.last.at, setting: before.last.setting });
  return ms;
};

const msOf = (stretch: Stretch, { last, hasHeartbeat }: Session, at: number): Pick<Session, 'watchMs' | 'rebufferMs'> => {
  const span = at - last.at;
  const isBelievable = span <= (hasHeartbeat ? HEARTBEAT_SILENCE_MS_MAX : SILENCE_MS_MAX);
  return {
    watchMs: isBelievable && stretch === 'WATCHED' ? span : 0,
    rebufferMs: isBelievable && stretch === 'REBUFFERED' ? span : 0,
  };
};

const isOver = (mode: PlaybackMode): boolean => mode === 'ENDED' || mode === 'FAILED';

/** An end stands until the player starts again; what a stopped player sends besides does not move it. */
const endOf = (before: Session, { at }: SessionEvent, mode: PlaybackMode): number | null => {
  if (!isOver(mode)) return null;
  return before.mode === mode && before.endedAt !== null ? before.endedAt : at;
};

type Step = { readonly before: Session; readonly event: SessionEvent; readonly mode: PlaybackMode };

const attemptAfter = ({ before, event, mode }: Step, book: (booking: Booking) => void): Attempt | null => {
  const { attempt } = before;
  if (attempt === null) return event.eventType === 'PLAY' ? begin(event, before, book) : null;
  if (attempt.outcome !== 'OPEN' || before.mode !== 'STARTING') return attempt;
  if (event.eventType === 'ERROR') {
    book({ ...NOTHING, startFailures: 1, at: attempt.at, setting: attempt.setting });
    return { outcome: 'FAILED' };
  }
  return hasStarted(event, mode) ? { outcome: 'STARTED' } : attempt;
};

/** A first PLAY in the middle of playback is an attempt that has long succeeded. */
const begin = ({ at, setting }: SessionEvent, before: Session, book: (booking: Booking) => void): Attempt => {
  book({ ...NOTHING, attempts: 1, at, setting });
  return before.mode === 'NEW' || isOver(before.mode) ? { outcome: 'OPEN', at, setting } : { outcome: 'STARTED' };
};

const hasStarted = (event: SessionEvent, mode: PlaybackMode): boolean =>
  mode === 'PLAYING' || stretchOf('STARTING', event.eventType) === 'WATCHED';

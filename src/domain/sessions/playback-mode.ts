import type { PlaybackEventType } from '#domain/playback-event.ts';

/**
 * What a player is doing between two events.
 * NEW: nothing is known yet. STARTING: play was pressed, no frame was seen. PLAYING, BUFFERING (after the first frame) and
 * PAUSED as they say. FAILED: an error stopped it, signs of life start it again. ENDED: it said so, only a new start begins again.
 */
export type PlaybackMode = 'NEW' | 'STARTING' | 'PLAYING' | 'BUFFERING' | 'PAUSED' | 'FAILED' | 'ENDED';

/** The mode after an event; an event that is not listed changes nothing. */
export const modeAfter = (mode: PlaybackMode, eventType: PlaybackEventType): PlaybackMode =>
  AFTER_ANY[eventType] ?? AFTER[mode][eventType] ?? mode;

type Moves = { readonly [Type in PlaybackEventType]?: PlaybackMode };

/** Wherever the player is. */
const AFTER_ANY: Moves = { PLAYING: 'PLAYING', RESUME: 'PLAYING', STOP: 'ENDED', LOGOUT: 'ENDED', ERROR: 'FAILED' };

/** A player in whose middle the first event falls says by it that it plays. */
const JOINED: Moves = {
  HEARTBEAT: 'PLAYING',
  SEEK: 'PLAYING',
  BITRATE_CHANGE: 'PLAYING',
  BUFFER_START: 'BUFFERING',
  BUFFER_END: 'PLAYING',
};

const AFTER: Readonly<Record<PlaybackMode, Moves>> = {
  NEW: { ...JOINED, PLAY: 'STARTING', PAUSE: 'PAUSED' },
  STARTING: { HEARTBEAT: 'PLAYING', BUFFER_END: 'PLAYING', PAUSE: 'PAUSED' },
  PLAYING: { BUFFER_START: 'BUFFERING', PAUSE: 'PAUSED' },
  BUFFERING: { BUFFER_END: 'PLAYING', PAUSE: 'PAUSED', PLAY: 'PLAYING' },
  PAUSED: { PLAY: 'PLAYING' },
  FAILED: { PLAY: 'STARTING', HEARTBEAT: 'PLAYING', BUFFER_END: 'PLAYING' },
  ENDED: { PLAY: 'STARTING' },
};

/** What a stretch between two events was: told by the mode after the first and by the second. */
export type Stretch = 'WATCHED' | 'REBUFFERED' | 'NEITHER';

/** Events that show that a player without PLAYING events has played since PLAY. */
const PLAYED_SINCE_PLAY: ReadonlySet<PlaybackEventType> = new Set(['HEARTBEAT', 'PAUSE', 'RESUME', 'STOP', 'LOGOUT']);

export const stretchOf = (mode: PlaybackMode, next: PlaybackEventType): Stretch => {
  if (mode === 'PLAYING') return 'WATCHED';
  if (mode === 'BUFFERING') return 'REBUFFERED';
  return mode === 'STARTING' && PLAYED_SINCE_PLAY.has(next) ? 'WATCHED' : 'NEITHER';
};

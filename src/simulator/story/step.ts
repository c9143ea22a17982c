import type { PlaybackEventType } from '#domain/playback-event.ts';

/** The next thing that happens to a screen, `afterMs` after the last. */
export type Step = {
  readonly afterMs: number;
  readonly eventType: PlaybackEventType;
  /** Counts the playback sessions of a screen, from 1. Absent outside playback. */
  readonly session?: number;
  readonly contentId?: string;
  readonly positionMs?: number;
  readonly durationMs?: number;
  readonly bitrateKbps?: number;
  readonly errorCode?: string;
};

/** What a screen lives through, without end. */
export type Journey = Iterator<Step, never>;

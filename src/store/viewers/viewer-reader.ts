import type { PlaybackEventType } from '#domain/playback-event.ts';
import type { RiskLevel } from '#domain/risk.ts';

/** When the oldest and the newest stored event of a viewer happened. */
export type ViewerSpan = { readonly first: Date; readonly last: Date };

/** How many stored events of one type a viewer has. */
export type TypeCount = { readonly eventType: PlaybackEventType; readonly count: number };

/** How far back the present of a viewer reaches. */
export type RiskWindow = {
  /** Events from here on are looked at. */
  readonly from: Date;
  /** A session that was seen from here on, and has not ended, is in progress. */
  readonly sessionsFrom: Date;
};

/** What the events of a window say of a viewer. */
export type ViewerRisk = {
  readonly events: number;
  /** The highest score of an event; 0 without events. */
  readonly score: number;
  /** Of the event with that score, the newest of several; LOW without events. */
  readonly level: RiskLevel;
  readonly regions: number;
  readonly ipPrefixes: number;
  readonly sessions: number;
};

/** Events of one viewer that `risk` looks at, the newest of the window: what one viewer costs at most. */
export const RISK_EVENTS_MAX = 10_000;

/** What stored events say of viewers. Every answer is in the order asked for and one statement, however many viewers are asked for. */
export type ViewerReader = {
  /** Null for a viewer without stored events. */
  spans(viewerIds: readonly string[]): Promise<readonly (ViewerSpan | null)[]>;
  /** The most frequent type first, equal ones by name; empty for a viewer without stored events. */
  countsByType(viewerIds: readonly string[]): Promise<readonly (readonly TypeCount[])[]>;
  risk(viewerIds: readonly string[], window: RiskWindow): Promise<readonly ViewerRisk[]>;
};

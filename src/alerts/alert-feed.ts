import type { RiskAlert } from '#domain/risk-alert.ts';

/** What one subscriber receives, in order. `position` is the sequence to resume after. */
export type FeedMessage =
  | { readonly kind: 'alert'; readonly position: number; readonly at: Date; readonly alert: RiskAlert }
  | { readonly kind: 'heartbeat'; readonly position: number; readonly at: Date }
  | {
      readonly kind: 'gap';
      readonly position: number;
      readonly at: Date;
      readonly from: number;
      readonly to: number;
      readonly reason: 'RETENTION_EXCEEDED';
    };

/** The alert log as one process follows it: a ring of the newest alerts, completed from the store. */
export type AlertFeed = {
  /** Sequence of the newest alert known here. */
  head(): number;
  /**
   * Every alert after `after` (default: the head) that `accepts`, ascending, then live; a heartbeat after silence.
   * Pulled, never pushed: a subscriber that stops reading holds no memory but its position.
   * Throws `PositionAhead` when `after` is beyond the head.
   */
  follow(request: {
    readonly after: number | null;
    readonly accepts: (alert: RiskAlert) => boolean;
    readonly signal?: AbortSignal;
  }): AsyncGenerator<FeedMessage, void, void>;
} & AsyncDisposable;

/** The position is beyond the newest alert: it belongs to another log. */
export class PositionAhead extends Error {
  override readonly name = 'PositionAhead';
}

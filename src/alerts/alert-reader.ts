import type { RiskAlert } from '#domain/risk-alert.ts';
import type { FeedMessage } from './alert-feed.ts';
import type { AlertPages } from './alert-pages.ts';
import type { AlertMessage, AlertRing } from './alert-ring.ts';

/** One follower's place in the log; moves over alerts it does not accept without a word. */
export type AlertReader = {
  position(): number;
  /** Whether alerts after the position are known that the ring no longer has. */
  isBehindRing(): boolean;
  /** The next accepted alert the ring holds, or null. */
  takeFromRing(): AlertMessage | null;
  /** The next accepted alert of one page of the log, a gap, or null when the page held nothing for it or could not be read (the position tells). */
  takeFromLog(): Promise<FeedMessage | null>;
};

type ReaderParts = {
  readonly ring: AlertRing;
  readonly pages: AlertPages;
  readonly now: () => number;
};

type Place = { readonly after: number; readonly accepts: (alert: RiskAlert) => boolean };

/** A reader that begins after `after`. */
export const createAlertReader = ({ ring, pages, now }: ReaderParts, { after, accepts }: Place): AlertReader => {
  let position = after;

  const gapTo = (to: number): FeedMessage => {
    const from = position + 1;
    position = to;
    return { kind: 'gap', position, at: new Date(now()), from, to, reason: 'RETENTION_EXCEEDED' };
  };

  const takeFrom = (page: readonly AlertMessage[]): FeedMessage | null => {
    for (const message of page) {
      if (message.position <= position) continue;
      if (message.position > position + 1) return gapTo(message.position - 1);
      position = message.position;
      if (accepts(message.alert)) return message;
    }
    return null;
  };

  return {
    position: () => position,
    isBehindRing: () => position < ring.head() && !ring.reaches(position),
    takeFromRing() {
      if (!ring.reaches(position)) return null;
      for (let message = ring.at(position + 1); message !== undefined; message = ring.at(position + 1)) {
        position += 1;
        if (accepts(message.alert)) return message;
      }
      return null;
    },
    async takeFromLog() {
      const page = await pages.around(position);
      if (page === null) return null;
      const last = page.at(-1);
      if (last !== undefined && last.position > position) return takeFrom(page);
      const bounds = await pages.bounds();
      return bounds !== null && bounds.oldest > position + 1 ? gapTo(bounds.oldest - 1) : null;
    },
  };
};

import type { Logger } from 'pino';
import type { AlertLog } from '#store/alerts/alert-log.ts';
import type { AlertBus } from './alert-bus.ts';
import { type AlertFeed, PositionAhead } from './alert-feed.ts';
import { createAlertFollower } from './alert-follower.ts';
import { createAlertPages } from './alert-pages.ts';
import { createAlertReader } from './alert-reader.ts';
import { createAlertRing } from './alert-ring.ts';
import { startAlertTail } from './alert-tail.ts';
import { openWaitingRoom } from './waiting-room.ts';

export type RingAlertFeedOptions = {
  readonly log: Pick<AlertLog, 'bounds' | 'head' | 'readAfter'>;
  readonly bus: AlertBus;
  readonly logger: Logger;
  /** Alerts kept in memory; followers further behind read the log. */
  readonly ringSize?: number;
  /** Silence after which a follower receives a heartbeat; up to a tenth later. */
  readonly heartbeatMs?: number;
  /** How often the log's head is looked at: a lost push is found this much later. */
  readonly headPollMs?: number;
  /** Alerts in one read of the log. */
  readonly pageSize?: number;
  readonly now?: () => number;
};

/** Alerts read at the start, so that followers that come back after a restart find theirs in memory. */
const WARM_ALERTS_MAX = 1_000;
const TICKS_PER_HEARTBEAT = 10;

/** The feed over one ring per process; rejects when bus or log cannot be reached at the start. Disposing ends every follower; the bus is the caller's. */
export const createRingAlertFeed = async (options: RingAlertFeedOptions): Promise<AlertFeed> => {
  const { log, bus, logger, ringSize = 10_000, heartbeatMs = 15_000, headPollMs = 1_000, pageSize = 200, now = Date.now } = options;
  const { head, oldest } = await log.bounds();
  const ring = createAlertRing(ringSize, Math.max(oldest - 1, head - Math.min(ringSize, WARM_ALERTS_MAX)));
  const pages = createAlertPages({ log, pageSize, logger });
  const room = openWaitingRoom(heartbeatMs / TICKS_PER_HEARTBEAT);
  const tail = await startAlertTail({ log, bus, ring, ringSize, pageSize, headPollMs, logger, onGrowth: room.grow }, head);

  const openReader = async (after: number, accepts: Parameters<typeof createAlertReader>[1]['accepts']) => {
    if (after > tail.head() && after > (await tail.refresh())) throw new PositionAhead(`the newest alert is ${tail.head()}`);
    return createAlertReader({ ring, pages, now }, { after, accepts });
  };

  return {
    head: tail.head,
    follow({ after, accepts, signal }) {
      const start = after ?? tail.head();
      return createAlertFollower({ room, openReader: () => openReader(start, accepts), heartbeatMs, signal, now });
    },
    async [Symbol.asyncDispose]() {
      room[Symbol.dispose]();
      await tail[Symbol.asyncDispose]();
    },
  };
};

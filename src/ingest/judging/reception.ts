import { SKEW_MS_IGNORED } from '#ingest/ingest-limits.ts';
import { parseInstant } from './parse-instant.ts';

/** The moment one request was received, and how wrong the sender's clock is; times are epoch milliseconds. */
export type Reception = {
  readonly receivedAt: Date;
  readonly receivedAtMs: number;
  /** What to add to a device time: 0 when the clock is right or nothing is known about it. */
  readonly skewMs: number;
};

/** Reads the sender's clock; null when `sentAt` is not a time. */
export const receive = (receivedAt: Date, sentAt: string | null | undefined): Reception | null => {
  const receivedAtMs = receivedAt.getTime();
  if (sentAt === null || sentAt === undefined) return { receivedAt, receivedAtMs, skewMs: 0 };
  const sentAtMs = parseInstant(sentAt);
  if (sentAtMs === null) return null;
  const skewMs = receivedAtMs - sentAtMs;
  return { receivedAt, receivedAtMs, skewMs: Math.abs(skewMs) > SKEW_MS_IGNORED ? skewMs : 0 };
};

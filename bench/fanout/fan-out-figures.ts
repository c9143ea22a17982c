import { round } from '../support/round.ts';

/** What one server gave. */
export type FanOutRun = {
  /** Delivered at saturation. */
  readonly messagesPerSecond: number;
  /** From raised to received, at `alertsPerSecond`. */
  readonly p99Ms: number;
  readonly alertsPerSecond: number;
  /** A message as it came. */
  readonly message: string;
};

/** What `bench fanout --json` ends with. */
export type FanOutFigures = ReturnType<typeof fanOutFigures>;

type Runs = Readonly<Record<'playguard' | 'yoga' | 'broadcast', FanOutRun>>;

/** The figures of one number of subscribers. */
export const fanOutFigures = (subscribers: number, { playguard, yoga, broadcast }: Runs) => ({
  subscribers,
  messagesPerSecond: round(playguard.messagesPerSecond, 0),
  broadcastMessagesPerSecond: round(broadcast.messagesPerSecond, 0),
  yogaMessagesPerSecond: round(yoga.messagesPerSecond, 0),
  ratioToBroadcast: round(playguard.messagesPerSecond / broadcast.messagesPerSecond, 3),
  ratioToYoga: round(playguard.messagesPerSecond / yoga.messagesPerSecond, 2),
  p99Ms: round(playguard.p99Ms, 1),
  broadcastP99Ms: round(broadcast.p99Ms, 1),
  yogaP99Ms: round(yoga.p99Ms, 1),
  steadyAlertsPerSecond: round(yoga.alertsPerSecond, 2),
  messageBytes: Buffer.byteLength(playguard.message),
  yogaMessageBytes: Buffer.byteLength(yoga.message),
});

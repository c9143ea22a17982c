import type { Logger } from 'pino';
import type { RiskAlert } from '#domain/risk-alert.ts';
import type { RedisConnector } from '#runtime/redis-connector.ts';
import type { AlertBus } from './alert-bus.ts';
import { createMemoryAlertBus } from './memory-alert-bus.ts';

export type RedisAlertBusOptions = {
  readonly connect: RedisConnector;
  /** The Pub/Sub channel all processes of one installation share. */
  readonly channel: string;
  readonly log: Logger;
};

/** Alerts in one message, so that a flood does not become one message of many megabytes. */
const ALERTS_PER_MESSAGE_MAX = 100;

/** The bus between processes on Redis Pub/Sub; after a lost connection it listens again by itself. Rejects when Redis cannot be reached at the start. */
export const createRedisAlertBus = async ({ connect, channel, log }: RedisAlertBusOptions): Promise<AlertBus> => {
  const publisher = await connect('alerts-out');
  // ioredis would subscribe again by itself, and end the process when the connection breaks once more meanwhile.
  const subscriber = await connect('alerts-in', { autoResubscribe: false }).catch((error: unknown) => {
    publisher.disconnect();
    throw error;
  });
  const local = createMemoryAlertBus({ log });
  subscriber.on('message', (_channel: string, message: string) => {
    const alerts = decode(message);
    if (alerts === null) log.warn('a message on the alert channel is not one of ours');
    else void local.publish(alerts);
  });
  await subscriber.subscribe(channel);
  subscriber.on('ready', () => {
    subscriber.subscribe(channel).catch((error: unknown) => {
      log.warn({ err: error }, 'the alert channel could not be listened to: connecting again');
      subscriber.disconnect(true);
    });
  });

  return {
    async publish(alerts) {
      for (let from = 0; from < alerts.length; from += ALERTS_PER_MESSAGE_MAX) {
        const message = JSON.stringify({ v: FORMAT, alerts: alerts.slice(from, from + ALERTS_PER_MESSAGE_MAX) });
        await publisher.publish(channel, message).catch((error: unknown) => log.warn({ err: error }, 'alerts could not be pushed'));
      }
    },
    listen: local.listen,
    async [Symbol.asyncDispose]() {
      publisher.disconnect();
      subscriber.disconnect();
      await local[Symbol.asyncDispose]();
    },
  };
};

const FORMAT = 1;

/** Dates travel as ISO text. */
type WireAlert = Omit<RiskAlert, 'raisedAt' | 'eventOccurredAt'> & { readonly raisedAt: string; readonly eventOccurredAt: string };

const decode = (message: string): readonly RiskAlert[] | null => {
  try {
    const { v, alerts } = JSON.parse(message) as { v: number; alerts: readonly WireAlert[] };
    return v === FORMAT ? alerts.map(revive) : null;
  } catch {
    return null;
  }
};

const revive = (alert: WireAlert): RiskAlert => ({
  ...alert,
  raisedAt: new Date(alert.raisedAt),
  eventOccurredAt: new Date(alert.eventOccurredAt),
});

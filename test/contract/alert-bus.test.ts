import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AlertBus } from '#alerts/alert-bus.ts';
import { createMemoryAlertBus } from '#alerts/memory-alert-bus.ts';
import { createRedisAlertBus } from '#alerts/redis-alert-bus.ts';
import type { RiskAlert } from '#domain/risk-alert.ts';
import { createRedisConnector } from '#runtime/redis-connector.ts';
import { aRiskAlert } from '../support/array-alert-log.ts';
import { canStartRedis, type OwnRedis, startOwnRedis } from '../support/own-redis.ts';
import { createTestPrefix, hasRedis, redisUrl } from '../support/services.ts';

const log = pino({ level: 'silent' });

const redisBus = async (): Promise<AlertBus> => {
  const { prefix } = await createTestPrefix();
  return createRedisAlertBus({ connect: createRedisConnector({ url: redisUrl(), log }), channel: `${prefix}alerts`, log });
};

const buses: readonly (readonly [string, () => Promise<AlertBus>])[] = [
  ['memory', async () => createMemoryAlertBus({ log })],
  ...(hasRedis() ? [['Redis', redisBus] as const] : []),
];

/** A listener, and what it heard one after the other. */
const anEar = () => {
  const heard: RiskAlert[] = [];
  return { heard, listener: (alerts: readonly RiskAlert[]) => void heard.push(...alerts) };
};

describe.each(buses)('alert bus: %s', (_name, openBus) => {
  let bus: AlertBus;
  beforeEach(async () => {
    bus = await openBus();
  });
  afterEach(() => bus[Symbol.asyncDispose]());

  it('brings alerts to every listener as they were published, dates included', async () => {
    const ears = [anEar(), anEar()];
    for (const { listener } of ears) await bus.listen(listener);
    const alerts = [
      aRiskAlert({ sequence: 1, raisedAt: new Date(1), eventOccurredAt: new Date(2), viewerId: null, title: '€ 𝄞' }),
      aRiskAlert({
        sequence: 2,
        findings: [
          {
            ruleKey: 'multi-region',
            category: 'ACCOUNT',
            points: 35,
            observed: '3 regions',
            threshold: null,
            explanation: 'too many',
            regulations: ['GDPR'],
            error: null,
          },
        ],
      }),
    ];
    await bus.publish(alerts);
    for (const { heard } of ears) await vi.waitFor(() => expect(heard).toEqual(alerts));
  });

  it('keeps the order of what one process publishes', async () => {
    const { heard, listener } = anEar();
    await bus.listen(listener);
    const alerts = Array.from({ length: 250 }, (_, i) => aRiskAlert({ sequence: i + 1 }));
    await bus.publish(alerts.slice(0, 230));
    await Promise.all([bus.publish(alerts.slice(230, 240)), bus.publish(alerts.slice(240))]);
    await vi.waitFor(() => expect(heard.map(({ sequence }) => sequence)).toEqual(alerts.map(({ sequence }) => sequence)));
  });

  it('is silent about nothing', async () => {
    const listener = vi.fn<(alerts: readonly RiskAlert[]) => void>();
    await bus.listen(listener);
    await bus.publish([]);
    await sleep(50);
    expect(listener).not.toHaveBeenCalled();
  });

  it('stops calling a listener that was disposed, and only that one', async () => {
    const [gone, staying] = [anEar(), anEar()];
    const listening = await bus.listen(gone.listener);
    await bus.listen(staying.listener);
    await listening[Symbol.asyncDispose]();
    await bus.publish([aRiskAlert()]);
    await vi.waitFor(() => expect(staying.heard).toHaveLength(1));
    expect(gone.heard).toHaveLength(0);
  });

  it('survives a listener that throws', async () => {
    const { heard, listener } = anEar();
    await bus.listen(() => {
      throw new Error('broken listener');
    });
    await bus.listen(listener);
    await bus.publish([aRiskAlert()]);
    await vi.waitFor(() => expect(heard).toHaveLength(1));
  });
});

describe.skipIf(!canStartRedis)('alert bus on a Redis that fails', () => {
  let redis: OwnRedis;
  beforeEach(async () => {
    redis = await startOwnRedis();
  });
  afterEach(() => redis[Symbol.asyncDispose]());
  const openBus = () => createRedisAlertBus({ connect: createRedisConnector({ url: redis.url, log }), channel: 'alerts', log });

  it('reaches other processes', async () => {
    await using here = await openBus();
    await using there = await openBus();
    const { heard, listener } = anEar();
    await there.listen(listener);
    await here.publish([aRiskAlert()]);
    await vi.waitFor(() => expect(heard).toHaveLength(1));
  });

  it('ignores messages that are not its own', async () => {
    await using bus = await openBus();
    const { heard, listener } = anEar();
    await bus.listen(listener);
    for (const message of ['', 'null', '{}', '{"v":2,"alerts":[]}', '{"v":1}']) await redis.redis.publish('alerts', message);
    await bus.publish([aRiskAlert()]);
    await vi.waitFor(() => expect(heard).toHaveLength(1));
  });

  it('loses pushes while the server is away, without an error, and listens again when it is back', async () => {
    await using bus = await openBus();
    const { heard, listener } = anEar();
    await bus.listen(listener);
    await redis.kill();
    await bus.publish([aRiskAlert({ sequence: 1 })]);
    await redis.start();
    await vi.waitFor(
      async () => {
        await bus.publish([aRiskAlert({ sequence: 2 })]);
        expect(heard.at(-1)?.sequence).toBe(2);
      },
      { timeout: 5_000, interval: 50 },
    );
    expect(heard.some(({ sequence }) => sequence === 1)).toBe(false);
  });
});

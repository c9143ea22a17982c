import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from '../support/child.ts';
import { percentile } from '../support/percentile.ts';
import type { Subscribers } from './subscribers.ts';

/** Alerts on their way at once, at most: enough to keep everybody busy, and far from the 1,024 at which Yoga's pub/sub gives up. */
const ALERTS_IN_FLIGHT = 16;
const POLL_MS = 10;
const WARM_UP_MS = 1_500;
const MEASURED_MS = 5_000;
const STEADY_SECONDS = 5;
/** Fewer would say little about the 99th percentile. */
const STEADY_ALERTS_MIN = 10;

type Measured = { readonly server: Child; readonly subscribers: Subscribers };

/** Delivered messages per second while there is always more to deliver. Rejects when a message is lost or comes twice. */
export const measureSaturated = async ({ server, subscribers }: Measured): Promise<number> => {
  const { count, received } = subscribers;
  const before = await received();
  let raised = 0;
  const keepBusy = async (ms: number): Promise<{ readonly at: number; readonly messages: number }> => {
    for (const end = performance.now() + ms; ;) {
      const messages = (await received()) - before;
      if (performance.now() > end) return { at: performance.now(), messages };
      const missing = ALERTS_IN_FLIGHT - (raised - Math.floor(messages / count));
      raised += missing;
      await server.call('raise', missing);
      await sleep(POLL_MS);
    }
  };
  const start = await keepBusy(WARM_UP_MS);
  const end = await keepBusy(MEASURED_MS);
  await expectExactly(subscribers, before + raised * count);
  return ((end.messages - start.messages) * 1_000) / (end.at - start.at);
};

/** The 99th percentile of the time from raised to received, in milliseconds, at a steady pace. */
export const measureSteadyP99 = async ({ server, subscribers }: Measured, alertsPerSecond: number): Promise<number> => {
  const before = await subscribers.received();
  await subscribers.startTiming();
  const raised = Number(await server.call('raiseSteadily', alertsPerSecond, Math.max(STEADY_ALERTS_MIN, alertsPerSecond * STEADY_SECONDS)));
  await expectExactly(subscribers, before + raised * subscribers.count);
  return percentile(await subscribers.latencies(), 99);
};

const expectExactly = async (subscribers: Subscribers, messages: number): Promise<void> => {
  await subscribers.waitFor(messages);
  await sleep(POLL_MS);
  const received = await subscribers.received();
  if (received !== messages) throw new Error(`${messages} messages were sent and ${received} arrived`);
};

import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, startChild } from '../support/child.ts';
import type { SubscribersStatus, SubscribersTarget } from './subscribers-process.ts';

/** Subscribers in processes of their own, all on the same subscription. */
export type Subscribers = {
  readonly count: number;
  /** Messages over all subscribers so far. */
  received(): Promise<number>;
  /** Waits until that many were received; rejects when they stop coming. */
  waitFor(messages: number): Promise<void>;
  startTiming(): Promise<void>;
  /** Milliseconds from raised to received of every message since `startTiming`. */
  latencies(): Promise<readonly number[]>;
  /** A message as it came. */
  sample(): Promise<string>;
};

const PROCESSES = 2;
const POLL_MS = 20;
const SILENCE_MS_MAX = 10_000;
const MS_BETWEEN_FIRST_ALERTS = 250;
const FIRST_ALERTS_MAX = 80;

/** Connects `count` subscribers and raises alerts until every one of them has had one: only then all subscriptions stand. */
export const openSubscribers = async (
  { server, count, query }: { readonly server: Child; readonly count: number; readonly query: string },
  stack: AsyncDisposableStack,
): Promise<Subscribers> => {
  const url = String(await server.call('url'));
  const parts = Array.from({ length: PROCESSES }, (_, i) => {
    const target: SubscribersTarget = { url, query, count: Math.floor((count + i) / PROCESSES) };
    return stack.use(
      startChild({ name: `subscribers ${i + 1}`, script: 'bench/fanout/subscribers-process.ts', args: [JSON.stringify(target)] }),
    );
  });
  await askAll(parts, 'connect');
  const status = async (): Promise<SubscribersStatus> => {
    const all = (await askAll(parts, 'status')) as readonly SubscribersStatus[];
    return { received: sum(all.map(({ received }) => received)), reached: sum(all.map(({ reached }) => reached)) };
  };
  const received = async () => (await status()).received;
  await reachAll(server, async () => (await status()).reached === count);
  await settle(received);
  return {
    count,
    received,
    waitFor: (messages) => waitFor(received, messages),
    startTiming: async () => void (await askAll(parts, 'startTiming')),
    latencies: async () => ((await askAll(parts, 'latencies')) as readonly (readonly number[])[]).flat(),
    sample: async () => String(await parts[0]?.call('sample')),
  };
};

const askAll = (parts: readonly Child[], method: string): Promise<readonly unknown[]> =>
  Promise.all(parts.map((part) => part.call(method)));

const reachAll = async (server: Child, isDone: () => Promise<boolean>): Promise<void> => {
  for (let alert = 0; alert < FIRST_ALERTS_MAX; alert++) {
    await server.call('raise', 1);
    await sleep(MS_BETWEEN_FIRST_ALERTS);
    if (await isDone()) return;
  }
  throw new Error(`not every subscriber got one of the first ${FIRST_ALERTS_MAX} alerts`);
};

/** Until nothing more comes. */
const settle = async (received: () => Promise<number>): Promise<void> => {
  for (let before = -1, now = await received(); now > before; now = await received()) {
    before = now;
    await sleep(MS_BETWEEN_FIRST_ALERTS);
  }
};

const waitFor = async (received: () => Promise<number>, messages: number): Promise<void> => {
  let latest = await received();
  for (let since = Date.now(); latest < messages; await sleep(POLL_MS)) {
    const now = await received();
    if (now > latest) since = Date.now();
    latest = now;
    if (Date.now() - since > SILENCE_MS_MAX) throw new Error(`${latest} of ${messages} messages arrived, and no more came`);
  }
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

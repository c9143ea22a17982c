import { startChild } from '../support/child.ts';
import { publishedOperation } from '../support/published-operation.ts';
import { nestedStack } from '../support/nested-stack.ts';
import { say } from '../support/say.ts';
import { requireOpenFiles } from '../support/open-files.ts';
import { type FanOutFigures, type FanOutRun, fanOutFigures } from './fan-out-figures.ts';
import { measureSaturated, measureSteadyP99 } from './measure-fan-out.ts';
import { printFanOut } from './print-fan-out.ts';
import { openSubscribers } from './subscribers.ts';

/** What the command line says. */
export type FanOutOptions = { readonly subscribers?: number; readonly json: boolean };

const DEFAULT_SUBSCRIBERS = [1_000, 5_000] as const;
/** Of what Yoga delivers at saturation: the pace at which latencies are compared, the same for all. */
const STEADY_SHARE = 0.5;

/** Playguard's fan-out beside a plain broadcast and beside Yoga's own pub/sub; each in a process of its own, one after the other. */
export const benchFanOut = async ({ subscribers, json }: FanOutOptions, stack: AsyncDisposableStack): Promise<void> => {
  const counts = subscribers === undefined ? DEFAULT_SUBSCRIBERS : [subscribers];
  const figures: FanOutFigures[] = [];
  for (const count of counts) {
    requireOpenFiles(count);
    const latest = await compare(count, stack);
    printFanOut(latest);
    figures.push(latest);
  }
  if (json) say(JSON.stringify(figures.at(-1)));
};

/** Yoga's pub/sub adds a listener for each subscriber. */
const QUIET = ['--disable-warning=MaxListenersExceededWarning'];

/** Yoga goes first: it sets the pace for latencies, and its message is what the broadcast sends. */
const compare = async (subscribers: number, stack: AsyncDisposableStack): Promise<FanOutFigures> => {
  const yoga = await measure({ name: 'yoga', subscribers }, stack);
  const { alertsPerSecond, message } = yoga;
  const playguard = await measure({ name: 'playguard', subscribers, alertsPerSecond }, stack);
  const broadcast = await measure({ name: 'broadcast', subscribers, alertsPerSecond, message }, stack);
  return fanOutFigures(subscribers, { yoga, playguard, broadcast });
};

type Contender = {
  readonly name: 'playguard' | 'yoga' | 'broadcast';
  readonly subscribers: number;
  /** The steady pace; by default a share of its own saturation. */
  readonly alertsPerSecond?: number;
  /** What a broadcast sends. */
  readonly message?: string;
};

const measure = async ({ name, subscribers: count, message = '', ...pace }: Contender, outer: AsyncDisposableStack): Promise<FanOutRun> => {
  say(`${count} subscribers: ${name} …`);
  await using stack = nestedStack(outer);
  const server = stack.use(startChild({ name, script: `bench/fanout/${name}-server.ts`, args: [message], nodeFlags: QUIET }));
  const subscribers = await openSubscribers({ server, count, query: await publishedOperation('follow-risk-alerts') }, stack);
  const messagesPerSecond = await measureSaturated({ server, subscribers });
  const alertsPerSecond = pace.alertsPerSecond ?? (STEADY_SHARE * messagesPerSecond) / count;
  const p99Ms = await measureSteadyP99({ server, subscribers }, alertsPerSecond);
  return { messagesPerSecond, alertsPerSecond, p99Ms, message: await subscribers.sample() };
};

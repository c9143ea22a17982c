import type { Logger } from 'pino';
import type { RiskAlert } from '#domain/risk-alert.ts';
import type { AlertLog } from '#store/alerts/alert-log.ts';
import type { AlertBus } from './alert-bus.ts';
import type { AlertRing } from './alert-ring.ts';

/** Keeps a ring level with the log: pushes are taken where they fit, and the log fills what they leave out. */
export type AlertTail = {
  /** Newest sequence heard of; the ring may still be filling up to it. */
  head(): number;
  /** Asks the log for its head. */
  refresh(): Promise<number>;
} & AsyncDisposable;

type TailParts = {
  readonly log: Pick<AlertLog, 'head' | 'readAfter'>;
  readonly bus: AlertBus;
  readonly ring: AlertRing;
  readonly ringSize: number;
  readonly pageSize: number;
  /** Finds a lost push at most this much later. */
  readonly headPollMs: number;
  readonly logger: Logger;
  /** Called after the ring has grown. */
  readonly onGrowth: () => void;
};

/** Listens and polls until disposed; resolves once the ring has reached `head`, or the log could not be read. */
export const startAlertTail = async (parts: TailParts, head: number): Promise<AlertTail> => {
  const { log, bus, ring, headPollMs, logger, onGrowth } = parts;
  const filler = createFiller(parts);
  let known = head;
  let isClosed = false;

  const fill = () => filler.fill(() => (isClosed ? ring.head() : known));

  const take = (alerts: readonly RiskAlert[]): void => {
    const before = ring.head();
    known = alerts.reduce((newest, { sequence }) => Math.max(newest, sequence), known);
    ring.append(alerts);
    if (ring.head() > before) onGrowth();
    if (ring.head() < known) void fill();
  };

  const refresh = async (): Promise<number> => {
    const before = known;
    const newest = await log.head();
    // What was only pushed and is not in the log is no alert, unless the push came while the log was asked.
    if (newest > known || known === before) known = Math.max(newest, ring.head());
    return known;
  };

  const poll = repeat(headPollMs, async () => {
    await refresh().then(fill, (error: unknown) => logger.warn({ err: error }, 'the alert log cannot be read'));
  });
  const listening = await bus.listen(take);
  await fill();

  return {
    head: () => known,
    refresh,
    async [Symbol.asyncDispose]() {
      isClosed = true;
      await Promise.all([listening[Symbol.asyncDispose](), poll[Symbol.asyncDispose]()]);
    },
  };
};

type Filler = { fill(target: () => number): Promise<void> };

/** One fill at a time; whoever asks meanwhile is served by the one under way, since the target is looked at again. */
const createFiller = ({ log, ring, ringSize, pageSize, logger, onGrowth }: TailParts): Filler => {
  let isFilling = false;

  const leapTo = (head: number): void => {
    if (head - ring.head() > ringSize) ring.restart(head - ringSize);
  };
  const fillOnce = async (target: number): Promise<boolean> => {
    if (target - ring.head() > ringSize) leapTo(Math.min(target, await log.head())); // a push is only a hint
    const before = ring.head();
    const alerts = await log.readAfter(before, pageSize);
    const [first] = alerts;
    // Retention removed what lies between.
    if (first !== undefined && first.sequence > ring.head() + 1) ring.restart(first.sequence - 1);
    ring.append(alerts);
    if (ring.head() > before) onGrowth();
    return alerts.length > 0;
  };

  return {
    async fill(target) {
      if (isFilling) return;
      isFilling = true;
      try {
        for (let hasMore = true; hasMore && ring.head() < target();) hasMore = await fillOnce(target());
      } catch (error) {
        logger.warn({ err: error, after: ring.head() }, 'missed alerts cannot be read: tried again at the next poll');
      } finally {
        isFilling = false;
      }
    },
  };
};

/** Runs `work` again and again with `ms` between, until disposed, which waits for the run in hand. */
const repeat = (ms: number, work: () => Promise<void>): AsyncDisposable => {
  let isStopped = false;
  let running = Promise.resolve();
  let timer: NodeJS.Timeout;
  const schedule = (): void => {
    timer = setTimeout(() => {
      running = work().finally(() => (isStopped ? undefined : schedule()));
    }, ms).unref();
  };
  schedule();
  return {
    async [Symbol.asyncDispose]() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
};

import { Presets, SingleBar } from 'cli-progress';
import { simulate } from '#simulator/simulate.ts';

/** The options of `playguard simulate`. */
export type SimulateOptions = {
  readonly url: string;
  readonly key: string;
  readonly events: number;
  readonly concurrency: number;
  readonly rate?: number;
  readonly seed: number;
};

/** Simulates viewers with a progress bar, and says at the end what the server made of it; answers the exit code: 1 when events were given up. */
export const simulateToTerminal = async ({ url, key, events, concurrency, rate, seed }: SimulateOptions): Promise<number> => {
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  const bar = new SingleBar(
    { format: '{bar} {percentage} % | {value}/{total} events | {perSecond} events/s | {rejected} rejected' },
    Presets.shades_classic,
  );
  bar.start(events, 0, { perSecond: 0, rejected: 0 });
  const totals = await simulate({
    url,
    apiKey: key,
    events,
    concurrency,
    ratePerSecond: rate ?? null,
    seed,
    signal: interrupted.signal,
    onProgress: ({ sent, rejected, perSecond }) => bar.update(sent, { perSecond: Math.round(perSecond), rejected }),
  }).finally(() => bar.stop());
  process.stdout.write(`${JSON.stringify(totals)}\n`);
  if (totals.failed === 0) return 0;
  process.stderr.write(`playguard: ${totals.failed} events were given up: ${totals.complaint}\n`);
  return 1;
};

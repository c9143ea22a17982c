/** Events waiting per shard as last heard, kept fresh by a poll. */
export type WaitingCount = {
  total(): number;
  set(shard: number, events: number): void;
  /** Asks now; what cannot be asked stays as it was. */
  refresh(): Promise<void>;
} & Disposable;

/** How often the counts are asked for when nobody appends here. */
const POLL_MS = 1_000;

/** Polls `ask` (one count a shard) once a second until disposed; a poll overtaken by `set` is harmless: the next one corrects it. */
export const createWaitingCount = (shards: number, ask: () => Promise<readonly number[]>): WaitingCount => {
  const counts = Array.from({ length: shards }, () => 0);
  let isAsking = false;
  const refresh = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    const answers = await ask().catch(() => []);
    answers.forEach((events, shard) => (counts[shard] = events));
    isAsking = false;
  };
  const timer = setInterval(() => void refresh(), POLL_MS).unref();
  return {
    total: () => counts.reduce((sum, events) => sum + events, 0),
    set: (shard, events) => void (counts[shard] = events),
    refresh,
    [Symbol.dispose]: () => clearInterval(timer),
  };
};

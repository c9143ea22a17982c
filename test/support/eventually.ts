import { setTimeout as sleep } from 'node:timers/promises';

export type Patience = { readonly what: string; readonly withinMs?: number; readonly everyMs?: number };

const WITHIN_MS = 30_000;
const EVERY_MS = 50;

/** Asks again until the answer is neither null, undefined nor false; throws, naming `what` and the last error, when time is up. */
export const eventually = async <Answer>(
  ask: () => Promise<Answer | null | undefined | false> | Answer | null | undefined | false,
  { what, withinMs = WITHIN_MS, everyMs = EVERY_MS }: Patience,
): Promise<Answer> => {
  const deadline = Date.now() + withinMs;
  let cause: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== null && answer !== undefined && answer !== false) return answer;
    } catch (error) {
      cause = error;
    }
    if (Date.now() >= deadline) throw new Error(`not within ${withinMs} ms: ${what}`, { cause });
    await sleep(everyMs);
  }
};

import type { AuditEntry } from '#domain/audit/audit-entry.ts';

/** What is too much for an entry each: summed up by a key, and told once a minute. */
export type MinuteSums<Sum> = {
  /** The sum of a key, to be added to at once; of one for all once there are too many keys. */
  of(key: string): Sum;
  /** Tells what is left. */
} & Disposable;

/** Keys that have a sum of their own. */
const KEYS_MAX = 10_000;
const MINUTE_MS = 60_000;
/** What all further keys are summed up under. */
const OTHERS = 'others';

export type Span = { readonly from: Date; readonly to: Date };

/** Sums that begin at `zero` and are told as an entry, if as any. */
export const createMinuteSums = <Sum>({
  zero,
  entryOf,
  note,
  now,
}: {
  readonly zero: () => Sum;
  readonly entryOf: (key: string, sum: Sum, span: Span) => AuditEntry | null;
  readonly note: (entry: AuditEntry) => void;
  readonly now: () => Date;
}): MinuteSums<Sum> => {
  let sums = new Map<string, Sum>();
  let from = now();
  const tell = (): void => {
    const span = { from, to: now() };
    const told = sums;
    sums = new Map();
    from = span.to;
    for (const [key, sum] of told) {
      const entry = entryOf(key, sum, span);
      if (entry !== null) note(entry);
    }
  };
  const timer = setInterval(tell, MINUTE_MS).unref();
  return {
    of(key) {
      const name = sums.has(key) || sums.size < KEYS_MAX ? key : OTHERS;
      const sum = sums.get(name) ?? zero();
      sums.set(name, sum);
      return sum;
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      tell();
    },
  };
};

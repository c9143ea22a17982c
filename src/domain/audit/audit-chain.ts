import { hash } from 'node:crypto';
import type { AuditEntry, AuditHead, LoggedEntry } from './audit-entry.ts';

/** What the first entry is tied to. */
export const GENESIS_HASH = '0'.repeat(64);

/** Characters of one text of an entry; more is cut off. */
const TEXT_CHARACTERS_MAX = 200;
/** Characters of the details of an entry, as JSON; in the place of more it is said that they were left out. */
const DETAILS_CHARACTERS_MAX = 16_384;
const LEFT_OUT = { leftOut: 'more than an entry holds' };

/** Ties entries to the end of the log, one to the other; `now` is when they are written. */
export const chain = (entries: readonly AuditEntry[], head: AuditHead, now: Date): readonly LoggedEntry[] => {
  let { sequence, hash: previousHash } = head;
  return entries.map((entry) => {
    sequence += 1;
    const logged = { ...storable(entry, now), sequence, previousHash };
    previousHash = hashOf(logged);
    return { ...logged, hash: previousHash };
  });
};

/** SHA-256 over a text that is the same for the same entry, whatever the order in which a database keeps the keys of its details. */
export const hashOf = (entry: Omit<LoggedEntry, 'hash'>): string =>
  hash(
    'sha256',
    JSON.stringify([
      entry.sequence,
      entry.at.toISOString(),
      entry.actor,
      entry.action,
      entry.target,
      entry.operationName,
      entry.outcome,
      entry.durationMs,
      ordered(entry.details),
      entry.previousHash,
    ]),
  );

/** True for an entry that is what it was when it was written, in its place. */
export const follows = (entry: LoggedEntry, head: AuditHead): boolean =>
  entry.sequence === head.sequence + 1 && entry.previousHash === head.hash && entry.hash === hashOf(entry);

/** The entry as a database gives it back: to the millisecond, to the microsecond for durations, in texts that can be stored. */
const storable = (entry: AuditEntry, now: Date): Required<AuditEntry> => ({
  at: entry.at ?? now,
  actor: text(entry.actor),
  action: text(entry.action),
  target: entry.target === null ? null : text(entry.target),
  operationName: entry.operationName == null ? null : text(entry.operationName),
  outcome: entry.outcome,
  durationMs: Math.round((entry.durationMs ?? 0) * 1_000) / 1_000,
  details: entry.details === null ? null : bounded(entry.details),
});

const text = (value: string): string => value.slice(0, TEXT_CHARACTERS_MAX).replaceAll('\0', '').toWellFormed();

const bounded = (details: NonNullable<AuditEntry['details']>): NonNullable<AuditEntry['details']> => {
  const json = JSON.stringify(details, (_name, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value,
  );
  return json.length > DETAILS_CHARACTERS_MAX ? LEFT_OUT : (JSON.parse(json) as NonNullable<AuditEntry['details']>);
};

const ordered = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(ordered);
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([name, part]) => [name, ordered(part)]);
};

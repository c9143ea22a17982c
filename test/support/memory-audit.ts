import type { AuditDesk } from '#access/audit/audit-desk.ts';
import { chain, GENESIS_HASH } from '#domain/audit/audit-chain.ts';
import type { AuditEntry, AuditHead, LoggedEntry } from '#domain/audit/audit-entry.ts';
import type { AuditLog } from '#store/audit/audit-log.ts';
import { NOON } from './builders.ts';

/** A log in memory, with the promises of the one in the database. */
export const createMemoryAuditLog = (): AuditLog & { readonly entries: LoggedEntry[] } => {
  const entries: LoggedEntry[] = [];
  let start: AuditHead = { sequence: 0, hash: GENESIS_HASH };
  const head = (): AuditHead => entries.at(-1) ?? start;
  return {
    entries,
    async append(added) {
      const first = head().sequence + 1;
      entries.push(...chain(added, head(), NOON));
      return first;
    },
    bounds: async () => ({ start, head: head() }),
    readAfter: async (sequence, limit) => entries.filter((entry) => entry.sequence > sequence).slice(0, limit),
    async page({ condition: { actions, target }, before, limit }) {
      const found = entries.filter(
        (entry) =>
          entry.sequence < (before ?? Infinity) && (actions?.includes(entry.action) ?? true) && (target ?? entry.target) === entry.target,
      );
      return { entries: found.toReversed().slice(0, limit), hasMore: found.length > limit };
    },
    bySequence: async (sequence) => entries.find((entry) => entry.sequence === sequence) ?? null,
    async prune(_before, limit) {
      const gone = entries.splice(0, limit);
      start = gone.at(-1) ?? start;
      return gone.length;
    },
  };
};

/** A desk that keeps what it is told, or whose log cannot be written. */
export const createMemoryAuditDesk = (failure?: Error): AuditDesk & { readonly entries: AuditEntry[] } => {
  const entries: AuditEntry[] = [];
  return {
    entries,
    async record(entry) {
      if (failure !== undefined) throw failure;
      return entries.push(entry);
    },
    note: (entry) => void entries.push(entry),
    tally: ({ kind, id, name, source }, counts) =>
      void entries.push({
        actor: `${kind}:${id}:${name}`,
        action: 'events.sent',
        target: `source:${source}`,
        outcome: 'OK',
        details: { ...counts },
      }),
    deny: (entry) => void entries.push(entry),
  };
};

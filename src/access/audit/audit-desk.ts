import type { AuditEntry } from '#domain/audit/audit-entry.ts';
import type { Principal } from '#access/principal.ts';
import { actorOf } from './actor-of.ts';
import type { AuditTrail } from './audit-trail.ts';
import { createAuditWriter, type AuditWriterParts } from './audit-writer.ts';
import { createMinuteSums, type Span } from './minute-sums.ts';

/** What became of one call that sent events. */
export type IngestCounts = { readonly accepted: number; readonly rejected: number; readonly isFailed: boolean };

/** Where everything that happens is told: as an entry of its own, or in a sum where it happens too often for that. */
export type AuditDesk = AuditTrail & {
  /** Adds a call that sent events to what its caller sent in this minute. */
  tally(caller: Pick<Principal, 'kind' | 'id' | 'name' | 'source'>, counts: IngestCounts): void;
  /** Something that was denied to whoever `from` names: the first of a minute have an entry each, the others one together. */
  deny(entry: AuditEntry, from: string): void;
};

/** Denials of one caller or network in a minute that have an entry each. */
export const DENIALS_PER_MINUTE_MAX = 10;

/** A desk over one log, written until it is disposed. */
export const createAuditDesk = (parts: AuditWriterParts): AuditDesk & AsyncDisposable => {
  const { now } = parts;
  const { note, record, ...writer } = createAuditWriter(parts);
  const sent = createMinuteSums({ zero: noCalls, entryOf: callsEntry, note, now });
  const denied = createMinuteSums({ zero: noDenials, entryOf: denialsEntry, note, now });
  return {
    note,
    record,
    tally({ source, ...caller }, { accepted, rejected, isFailed }) {
      const calls = sent.of(`${actorOf(caller)}\n${source}`);
      calls.requests += 1;
      calls.failed += Number(isFailed);
      calls.accepted += accepted;
      calls.rejected += rejected;
    },
    deny(entry, from) {
      const denials = denied.of(from);
      denials.actor = entry.actor;
      denials.count += 1;
      if (denials.count <= DENIALS_PER_MINUTE_MAX) note(entry);
    },
    async [Symbol.asyncDispose]() {
      sent[Symbol.dispose]();
      denied[Symbol.dispose]();
      await writer[Symbol.asyncDispose]();
    },
  };
};

const noCalls = () => ({ requests: 0, failed: 0, accepted: 0, rejected: 0 });
const noDenials = () => ({ actor: '', count: 0 });

const callsEntry = (key: string, calls: ReturnType<typeof noCalls>, { from, to }: Span): AuditEntry => {
  const [actor = key, source] = key.split('\n');
  const details = { ...calls, from: from.toISOString(), to: to.toISOString() };
  return { at: from, actor, action: 'events.sent', target: source === undefined ? null : `source:${source}`, outcome: 'OK', details };
};

const denialsEntry = (caller: string, { actor, count }: ReturnType<typeof noDenials>, { from, to }: Span): AuditEntry | null => {
  const further = count - DENIALS_PER_MINUTE_MAX;
  if (further <= 0) return null;
  const details = { caller, denied: further, from: from.toISOString(), to: to.toISOString() };
  return { at: from, actor, action: 'denied.further', target: null, outcome: 'DENIED', details };
};

import { follows } from '#domain/audit/audit-chain.ts';
import type { AuditHead, LoggedEntry } from '#domain/audit/audit-entry.ts';
import type { AuditBounds, AuditLog } from '#store/audit/audit-log.ts';

/** What a look at the log found. */
export type AuditVerification = {
  /** Entries that are what they were, from the first asked for. */
  readonly checked: number;
  /** The first place at which an entry is missing, changed or not tied to the one before; null when all is well. */
  readonly firstBrokenSequence: number | null;
  /** Where to go on; null when everything asked for was looked at. */
  readonly nextSequence: number | null;
  /** The end of the log, as it is kept apart from the entries. */
  readonly head: AuditHead;
};

export type VerificationRequest = {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Entries to look at. */
  readonly entriesMax: number;
};

type Readable = Pick<AuditLog, 'bounds' | 'readAfter' | 'bySequence'>;

/** Entries read at once. */
const PAGE = 1_000;

/** Reads part of the log, or all, and says whether it is what was written. */
export const verifyAuditLog = async (log: Readable, request: VerificationRequest): Promise<AuditVerification> => {
  const bounds = await log.bounds();
  const found = await verifyWithin(log, bounds, request);
  if (found.firstBrokenSequence === null) return found;
  const { start } = await log.bounds();
  return start.sequence === bounds.start.sequence ? found : verifyAuditLog(log, request); // entries left by retention meanwhile
};

/** Whether the entry of a head that was kept elsewhere is still what it was; null when retention took it away. */
export const holdsHead = async (log: Readable, { sequence, hash }: AuditHead): Promise<boolean | null> => {
  const { start } = await log.bounds();
  if (sequence < start.sequence) return null;
  if (sequence === start.sequence) return hash === start.hash;
  return (await log.bySequence(sequence))?.hash === hash;
};

const verifyWithin = async (log: Readable, { start, head }: AuditBounds, request: VerificationRequest): Promise<AuditVerification> => {
  const { from = 1, to = head.sequence, entriesMax } = request;
  const first = Math.max(from, start.sequence + 1);
  const last = Math.min(to, head.sequence, first + entriesMax - 1);
  if (first > head.sequence) return { checked: 0, firstBrokenSequence: null, nextSequence: null, head };
  const before = await headBefore(log, first, start);
  if (before === null) return { checked: 0, firstBrokenSequence: first - 1, nextSequence: null, head };
  const end = await walk(log, before, last);
  const firstBrokenSequence = brokenAt(end, last, head);
  const hasMore = firstBrokenSequence === null && last < Math.min(to, head.sequence);
  return { checked: Math.max(0, end.sequence - before.sequence), firstBrokenSequence, nextSequence: hasMore ? last + 1 : null, head };
};

/** Nothing follows `end`, though something should; or it is the last entry and not the one that the log ends with. */
const brokenAt = (end: AuditHead, last: number, head: AuditHead): number | null => {
  if (end.sequence < last) return end.sequence + 1;
  return end.sequence === head.sequence && end.hash !== head.hash ? end.sequence : null;
};

const headBefore = async (log: Readable, first: number, start: AuditHead): Promise<AuditHead | null> =>
  first === start.sequence + 1 ? start : log.bySequence(first - 1);

/** As far as one entry follows the other. */
const walk = async (log: Readable, before: AuditHead, last: number): Promise<AuditHead> => {
  let end = before;
  while (end.sequence < last) {
    // oxlint-disable-next-line no-await-in-loop -- one page after the other
    const page = await log.readAfter(end.sequence, Math.min(PAGE, last - end.sequence));
    const broken = page.findIndex((entry, i) => !follows(entry, page[i - 1] ?? end));
    const whole: readonly LoggedEntry[] = broken === -1 ? page : page.slice(0, broken);
    end = whole.at(-1) ?? end;
    if (broken !== -1 || page.length === 0) break;
  }
  return end;
};

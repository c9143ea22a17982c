import type { Logger } from 'pino';
import type { AuditEntry } from '#domain/audit/audit-entry.ts';
import type { AuditLog } from '#store/audit/audit-log.ts';
import type { AuditTrail } from './audit-trail.ts';
import { createNoteBuffer } from './note-buffer.ts';

/** Entries of one transaction. */
const ENTRIES_PER_WRITE_MAX = 1_000;
/** How long a note waits at most before it is written. */
const WRITE_MS_BETWEEN = 500;

export type AuditWriterParts = { readonly auditLog: Pick<AuditLog, 'append'>; readonly now: () => Date; readonly log: Logger };

/** Writes one transaction after the other: whatever came meanwhile goes together in the next. Disposing writes what waits. */
export const createAuditWriter = ({ auditLog, now, log }: AuditWriterParts): AuditTrail & AsyncDisposable => {
  const notes = createNoteBuffer(now);
  let recordings: Recording[] = [];
  let writing: Promise<void> | null = null;
  let isAway = false;

  const write = async (): Promise<void> => {
    const recorded = recordings.splice(0, ENTRIES_PER_WRITE_MAX);
    const noted = notes.take(ENTRIES_PER_WRITE_MAX - recorded.length);
    if (recorded.length + noted.length === 0) return;
    try {
      const first = await auditLog.append([...recorded.map(({ entry }) => entry), ...noted]);
      isAway = false;
      recorded.forEach(({ resolve }, i) => resolve(first + i));
    } catch (error) {
      notes.putBack(noted);
      for (const { reject } of recorded) reject(error);
      if (!isAway) log.warn({ err: error }, 'the audit log cannot be written: notes wait, what must be audited is refused');
      isAway = true;
    }
  };
  /** Until nobody waits for an entry, and fewer notes than `enough` do. */
  const writeUntil = async (enough: number): Promise<void> => {
    do {
      // oxlint-disable-next-line no-await-in-loop -- one transaction after the other
      await write();
    } while (recordings.length > 0 || (!isAway && notes.count() >= enough));
  };
  const wake = (): void => {
    writing ??= writeUntil(ENTRIES_PER_WRITE_MAX).finally(() => (writing = null));
  };
  const timer = setInterval(wake, WRITE_MS_BETWEEN).unref();

  return {
    note: notes.add,
    record: (entry) =>
      new Promise((resolve, reject) => {
        recordings.push({ entry: { at: now(), ...entry }, resolve, reject });
        wake();
      }),
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await writing;
      await writeUntil(1);
      const lost = notes.count();
      if (lost > 0) log.error({ entries: lost }, 'entries of the audit log are lost: the database is away');
    },
  };
};

type Recording = { readonly entry: AuditEntry; readonly resolve: (sequence: number) => void; readonly reject: (error: unknown) => void };

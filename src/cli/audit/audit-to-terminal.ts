import { once } from 'node:events';
import type { AuditHead, LoggedEntry } from '#domain/audit/audit-entry.ts';
import { withAuditLog } from '#maintenance/audit-log.ts';
import { settingsOf } from '#cli/settings-of.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Work<Result> = Parameters<typeof withAuditLog<Result>>[1];

const DAY_MS = 86_400_000;
/** Entries one transaction takes away. */
const PRUNED_AT_ONCE_MAX = 10_000;

/** Says whether the log is what was written; answers the exit code: 1 when it is not. */
export const verifyAudit = (env: Environment, kept: AuditHead | null): Promise<number> =>
  onAuditLog(env, async ({ verify, holdsHead }) => {
    const { checked, firstBrokenSequence, head } = await verify();
    const isHeld = kept === null ? true : await holdsHead(kept);
    say(`${checked} entries are as they were written; the end is ${head.sequence}:${head.hash}`);
    if (firstBrokenSequence !== null)
      say(`broken at ${firstBrokenSequence}: an entry is missing, was changed, or is not tied to the one before`);
    if (isHeld === null) say('the end that was kept is older than what retention left');
    if (isHeld === false) say('the end that was kept is not in the log: entries were cut off or made anew');
    return firstBrokenSequence === null && isHeld !== false ? 0 : 1;
  });

/** Prints entries as JSON lines, and the end they lead to. */
export const exportAudit = (env: Environment, from: number): Promise<void> =>
  onAuditLog(env, async ({ entries, head }) => {
    const end = await head();
    for await (const page of entries(from, end.sequence)) await print(page.map((entry: LoggedEntry) => JSON.stringify(entry)));
    await print([JSON.stringify({ head: `${end.sequence}:${end.hash}` })]);
  });

/** Takes away what is older than so many days. */
export const pruneAudit = (env: Environment, days: number): Promise<void> =>
  onAuditLog(env, async ({ prune }) => {
    const before = new Date(Date.now() - days * DAY_MS);
    let count = 0;
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- one transaction after the other
      const pruned = await prune(before, PRUNED_AT_ONCE_MAX);
      count += pruned;
      if (pruned < PRUNED_AT_ONCE_MAX) break;
    }
    say(`${count} entries from before ${before.toISOString()} were taken away`);
  });

const onAuditLog = <Result>(env: Environment, work: Work<Result>): Promise<Result> => withAuditLog(settingsOf(env), work);

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Waits for a reader that is slower. */
const print = async (lines: readonly string[]): Promise<void> => {
  if (lines.length > 0 && !process.stdout.write(`${lines.join('\n')}\n`)) await once(process.stdout, 'drain');
};

import { Command, InvalidArgumentError } from 'commander';
import type { AuditHead } from '#domain/audit/audit-entry.ts';
import { wholeNumber } from '#cli/whole-number.ts';
import { exportAudit, pruneAudit, verifyAudit } from './audit-to-terminal.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** `playguard audit …`: what an auditor does with nothing but the database. */
export const auditCommand = (env: Environment, exit: (code: number) => void): Command =>
  new Command('audit')
    .description('the log of who did what')
    .addCommand(
      new Command('verify')
        .description('read all of it and say whether anything was edited, deleted, put elsewhere or cut off: exit code 1 if so')
        .option('--head <sequence:hash>', 'an end that was kept elsewhere: it must be what it was', headOf)
        .action(async ({ head }: { readonly head?: AuditHead }) => exit(await verifyAudit(env, head ?? null))),
    )
    .addCommand(
      new Command('export')
        .description('print it as JSON lines, the end of the log in the last one')
        .option('--from <sequence>', 'the first entry to print', wholeNumber, 1)
        .action(({ from }: { readonly from: number }) => exportAudit(env, from)),
    )
    .addCommand(
      new Command('prune')
        .description('retention: take away the oldest entries, and leave an entry that says so')
        .requiredOption('--older-than <days>', 'how old they must be', wholeNumber)
        .action(({ olderThan }: { readonly olderThan: number }) => pruneAudit(env, olderThan)),
    );

const HEAD = /^(?<sequence>\d{1,15}):(?<hash>[0-9a-f]{64})$/;

const headOf = (text: string): AuditHead => {
  const { sequence, hash } = HEAD.exec(text)?.groups ?? {};
  if (sequence === undefined || hash === undefined) throw new InvalidArgumentError('sequence and hash, as export and verify print them');
  return { sequence: Number(sequence), hash };
};

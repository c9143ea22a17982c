import { type AuditVerification as Shape, verifyAuditLog } from '#access/audit/verify-audit-log.ts';
import { badUserInput } from '#api/api-error.ts';
import { builder } from '#api/builder.ts';

/** Entries one query looks at. */
const ENTRIES_MAX = 10_000;
/** What ten thousand hashes take, in things read. */
const COST = 500;

const AuditVerification = builder.objectRef<Shape>('AuditVerification').implement({
  authScopes: { scope: 'AUDIT_READ' },
  description: 'Whether a part of the audit log is what was written.',
  fields: (t) => ({
    ok: t.boolean({
      description: 'True when no entry of the part is missing, changed or out of its place.',
      resolve: ({ firstBrokenSequence }) => firstBrokenSequence === null,
    }),
    checked: t.expose('checked', { type: 'SafeInt', description: 'Entries that are as they were written, before the first that is not.' }),
    firstBrokenSequence: t.expose('firstBrokenSequence', {
      type: 'SafeInt',
      nullable: true,
      description: 'The first place where something is wrong; null when nothing is.',
    }),
    nextSequence: t.expose('nextSequence', {
      type: 'SafeInt',
      nullable: true,
      description: `Where to go on, since at most ${ENTRIES_MAX} entries are looked at; null at the end.`,
    }),
    head: t.string({
      description: 'Sequence and hash of the newest entry, e.g. `17:9f86…`. Keep it elsewhere: `playguard audit verify --head` compares.',
      resolve: ({ head }) => `${head.sequence}:${head.hash}`,
    }),
  }),
});

builder.queryField('verifyAuditLog', (t) =>
  t.field({
    type: AuditVerification,
    description: 'Reads a part of the audit log and says whether anything of it was edited, deleted, put elsewhere or cut off.',
    args: {
      fromSequence: t.arg({ type: 'SafeInt', description: 'First entry to look at; the oldest when left out.' }),
      toSequence: t.arg({ type: 'SafeInt', description: 'Last entry to look at; the newest when left out.' }),
    },
    extensions: { cost: COST },
    resolve(_root, { fromSequence, toSequence }, { ports }) {
      const [from, to] = [fromSequence ?? undefined, toSequence ?? undefined];
      if ((from !== undefined && from < 1) || (to !== undefined && to < (from ?? 1))) throw badUserInput(NO_PART);
      return verifyAuditLog(ports.auditLog, { from, to, entriesMax: ENTRIES_MAX });
    },
  }),
);

const NO_PART = '`fromSequence` must be at least 1, and `toSequence` not before it.';

import { isDeepStrictEqual } from 'node:util';
import type { Sql } from '#store/sql.ts';
import { recountStatistics } from '#store/statistics/recount/recount-statistics.ts';
import type { Deployment } from './deployment.ts';
import { eventually } from './eventually.ts';
import { graphql } from './graphql-request.ts';
import type { Ledger } from './ledger.ts';
import type { PlayguardProcess } from './playguard-process.ts';
import { readCounts } from './read-counts.ts';
import { alertsByRecount, alertsInLog, type CountedAlert, sequencesInLog } from './recount-alerts.ts';
import { recount, storedEventIds, wrongRollups } from './recount.ts';

/** What `pipeline` says about work that is left. */
export type PipelineStatus = {
  readonly backlogEvents: number;
  readonly streamLength: number;
  readonly pending: number;
  readonly uncountedEvents: number;
  readonly deadLetters: number;
};

/** Asks how much work is left. */
export const readPipeline = async (url: string): Promise<PipelineStatus> =>
  (await graphql<{ pipeline: PipelineStatus }>(url, '{ pipeline { backlogEvents streamLength pending uncountedEvents deadLetters } }'))
    .pipeline;

/** Waits until nothing is queued, read, waiting for another try or still to be counted; throws with what was left. */
export const untilSettled = async (url: string, withinMs = 30_000): Promise<PipelineStatus> => {
  let status: PipelineStatus | null = null;
  const isSettled = async () => {
    status = await readPipeline(url);
    return status.backlogEvents + status.streamLength + status.pending + status.uncountedEvents === 0 ? status : null;
  };
  return eventually(isSettled, { what: 'everything is stored and counted', withinMs }).catch((cause: unknown) => {
    throw new Error(`work is left: ${JSON.stringify(status)}`, { cause });
  });
};

/** Everything that may be wrong once the work is done. */
export type Verdict = {
  /** Acknowledged to a client and not stored. */
  readonly lost: readonly string[];
  /** Stored, though rejected or never sent. */
  readonly invented: readonly string[];
  readonly storedTwice: readonly string[];
  /** Claims of event keys that are too many, or too few when negative. */
  readonly surplusClaims: number;
  /** Statistics, minutes and hours, that differ from a recount of the events. */
  readonly wrongRollups: readonly unknown[];
  /** What `playguard verify` finds. */
  readonly differences: readonly unknown[];
  /** Answers of `stats` and `compliance`, from minutes and from hours, that differ from a recount. */
  readonly wrongAnswers: readonly unknown[];
  /** Alerts that are missing, too many or miscounted, as they are and as they should be. */
  readonly wrongAlerts: readonly unknown[];
  /** Whether sequences run from 1 to the head without a hole. */
  readonly isLogWhole: boolean;
  readonly deadLetters: number;
};

/** What is promised. */
export const FLAWLESS: Verdict = {
  lost: [],
  invented: [],
  storedTwice: [],
  surplusClaims: 0,
  wrongRollups: [],
  differences: [],
  wrongAnswers: [],
  wrongAlerts: [],
  isLogWhole: true,
  deadLetters: 0,
};

export type Audit = { readonly deployment: Deployment; readonly api: PlayguardProcess; readonly ledger: Ledger };

/** Waits until the work is done and compares everything with a recount of the stored events. Embedded, the process is stopped for it. */
export const audit = async ({ deployment, api, ledger }: Audit): Promise<Verdict> => {
  const { deadLetters } = await untilSettled(api.url, SETTLE_MS_MAX).catch((cause: unknown) => {
    throw new Error(`${String(cause)}\n${deployment.processes().map(lastWords).join('\n')}`);
  });
  const told = await readCounts(api.url);
  if (deployment.mode === 'embedded') await api.stop();
  return deployment.inspect(async (sql) => {
    const truth = await recount(sql);
    return {
      ...(await auditEvents(sql, ledger)),
      wrongRollups: await wrongRollups(sql),
      differences: await differencesOf(sql),
      wrongAnswers: Object.values(told).flatMap((answer) => (isDeepStrictEqual(answer, truth) ? [] : [{ answer, truth }])),
      ...(await auditAlerts(sql)),
      deadLetters,
    };
  });
};

/** Where another process counts at the moment, its turn comes first. */
const differencesOf = (sql: Sql): Promise<readonly unknown[]> =>
  eventually(async () => (await recountStatistics(sql, { now: new Date(), isMending: false }))?.differences ?? null, { what: 'a recount' });

/** On a busy machine a small database needs a while for what was sent. */
const SETTLE_MS_MAX = 45_000;
const LAST_WORDS_CHARACTERS = 2_000;
const lastWords = (process: PlayguardProcess): string => `${process.pid}: ${process.logs().slice(-LAST_WORDS_CHARACTERS)}`;

const auditEvents = async (sql: Sql, ledger: Ledger): Promise<Pick<Verdict, 'lost' | 'invented' | 'storedTwice' | 'surplusClaims'>> => {
  const all = await storedEventIds(sql);
  const stored = new Set(all);
  const sent = new Set([...ledger.idsOf('acknowledged'), ...ledger.idsOf('unknown')]);
  const [claims] = await sql.query<{ count: number }>('select count(*)::int as count from event_keys');
  return {
    lost: ledger.idsOf('acknowledged').filter((id) => !stored.has(id)),
    invented: [...stored].filter((id) => !sent.has(id)),
    storedTwice: all.filter((id, i) => all[i - 1] === id),
    surplusClaims: (claims?.count ?? 0) - all.length,
  };
};

const auditAlerts = async (sql: Sql): Promise<Pick<Verdict, 'wrongAlerts' | 'isLogWhole'>> => {
  const inLog = textsOf(await alertsInLog(sql));
  const asked = textsOf(await alertsByRecount(sql));
  const { sequences, head } = await sequencesInLog(sql);
  return {
    wrongAlerts: [...difference(inLog, asked).map((is) => ({ is })), ...difference(asked, inLog).map((shouldBe) => ({ shouldBe }))],
    isLogWhole: sequences.length === head && sequences.every((sequence, i) => sequence === i + 1),
  };
};

const textsOf = (alerts: readonly CountedAlert[]): readonly string[] =>
  alerts.map(({ fingerprint, repeatKey, occurrences }) => `${fingerprint} from ${repeatKey}: ${occurrences}`);

const difference = (a: readonly string[], b: readonly string[]): readonly string[] => {
  const other = new Set(b);
  return a.filter((text) => !other.has(text));
};

import type { Sql } from '#store/sql.ts';

/** An alert as the oracle compares it. */
export type CountedAlert = { readonly fingerprint: string; readonly repeatKey: string; readonly occurrences: number };

/** The alerts that the stored events ask for: one for each fingerprint and repeat window, with its number of events. */
export const alertsByRecount = async (sql: Sql): Promise<readonly CountedAlert[]> => {
  const alerts = new Map<string, CountedAlert>();
  for (const row of await sql.query<RiskyRow>(RISKY)) {
    const { fingerprint, repeatKey } = causeOf(row);
    const id = `${fingerprint} ${repeatKey}`;
    alerts.set(id, { fingerprint, repeatKey, occurrences: (alerts.get(id)?.occurrences ?? 0) + 1 });
  }
  return [...alerts.values()];
};

/** The alerts in the log. */
export const alertsInLog = async (sql: Sql): Promise<readonly CountedAlert[]> => await sql.query<CountedAlert>(IN_LOG);

/** The sequences in the log, ascending, and the counter behind them. */
export const sequencesInLog = async (sql: Sql): Promise<{ readonly sequences: readonly number[]; readonly head: number }> => {
  const rows = await sql.query<{ sequence: number }>('select sequence::int as sequence from risk_alerts order by 1');
  const [head] = await sql.query<{ head: number }>('select last_sequence::int as head from alert_log_heads');
  return { sequences: rows.map(({ sequence }) => sequence), head: head?.head ?? -1 };
};

type Finding = { readonly ruleKey: string; readonly points: number };
type RiskyRow = {
  readonly key: string;
  readonly at: number;
  readonly viewer: string | null;
  readonly device: string | null;
  readonly content: string | null;
  readonly findings: readonly Finding[];
};

const MINUTE_MS = 60_000;
const ERROR_WINDOW_MS = 15 * MINUTE_MS;

/** What the rules promise: whom an alert they lead is about, and for how long it is one. In the order in which equals lead. */
const PROMISES: Readonly<Record<string, { readonly about: 'viewer' | 'device' | 'content'; readonly repeatMs: number }>> = {
  'deletion-requested-ignored': { about: 'viewer', repeatMs: MINUTE_MS },
  'do-not-track-ignored': { about: 'viewer', repeatMs: MINUTE_MS },
  'child-without-parental-consent': { about: 'viewer', repeatMs: MINUTE_MS },
  'eu-missing-consent': { about: 'viewer', repeatMs: MINUTE_MS },
  'sale-opt-out-ignored': { about: 'viewer', repeatMs: MINUTE_MS },
  'video-disclosure-without-consent': { about: 'viewer', repeatMs: MINUTE_MS },
  'content-error-rate': { about: 'content', repeatMs: ERROR_WINDOW_MS },
  'device-error-rate': { about: 'device', repeatMs: ERROR_WINDOW_MS },
  'auth-failures': { about: 'viewer', repeatMs: MINUTE_MS },
  'impossible-travel': { about: 'viewer', repeatMs: MINUTE_MS },
  'concurrent-sessions': { about: 'viewer', repeatMs: MINUTE_MS },
  'anomalous-behaviour': { about: 'viewer', repeatMs: 60 * MINUTE_MS },
  'multi-region': { about: 'viewer', repeatMs: MINUTE_MS },
  'multi-ip': { about: 'viewer', repeatMs: MINUTE_MS },
  'region-ip-mismatch': { about: 'viewer', repeatMs: MINUTE_MS },
  'high-frequency': { about: 'viewer', repeatMs: MINUTE_MS },
  'missing-identifier': { about: 'device', repeatMs: MINUTE_MS },
  'plan-adjustment': { about: 'viewer', repeatMs: MINUTE_MS },
};
const PRECEDENCE = Object.keys(PROMISES);

const causeOf = (row: RiskyRow): Pick<CountedAlert, 'fingerprint' | 'repeatKey'> => {
  const [leading] = row.findings.toSorted((a, b) => b.points - a.points || PRECEDENCE.indexOf(a.ruleKey) - PRECEDENCE.indexOf(b.ruleKey));
  const promise = PROMISES[leading?.ruleKey ?? ''];
  if (leading === undefined || promise === undefined) throw new Error(`a risky event without a known cause: ${JSON.stringify(row)}`);
  const names = [promise.about, 'viewer', 'device', 'content'] as const;
  const name = names.find((candidate) => row[candidate] !== null);
  const subject = name === undefined ? `event:${row.key.replaceAll('-', '')}` : `${name}:${row[name]}`;
  return { fingerprint: `${leading.ruleKey}:${subject}`, repeatKey: new Date(row.at - (row.at % promise.repeatMs)).toISOString() };
};

const RISKY = `select key::text as key, (extract(epoch from occurred_at) * 1000)::float8 as at, viewer_id::text as viewer, device_id::text as device,
  content_id as content, findings from events where level in ('HIGH', 'CRITICAL')`;
const IN_LOG = `select fingerprint, repeat_key as "repeatKey", occurrences::int as occurrences from risk_alerts`;

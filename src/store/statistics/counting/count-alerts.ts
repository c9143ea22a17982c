import type { RiskLevel } from '#domain/risk.ts';
import type { Sql } from '#store/sql.ts';
import type { Tally } from './tally.ts';

/** Alerts counted at a time. */
const ALERTS_MAX = 20_000;

/** Counts the alerts raised since the last time, where the events that raised them occurred: the log has no holes, so its last sequence says how far. */
export const countAlerts = async (sql: Sql, tally: Tally): Promise<void> => {
  const alerts = await sql.query<{ readonly sequence: number; readonly at: number; readonly region: string; readonly level: RiskLevel }>(
    UNCOUNTED,
    [ALERTS_MAX],
  );
  for (const alert of alerts) tally.addAlert(alert);
  const last = alerts.at(-1);
  if (last) await sql.query(`update counting_positions set sequence = $1::bigint where name = 'risk_alerts'`, [last.sequence]);
};

const UNCOUNTED = `select sequence::float8 as sequence, (extract(epoch from event_occurred_at) * 1000)::float8 as at, region, level from risk_alerts
  where sequence > (select sequence from counting_positions where name = 'risk_alerts') order by sequence limit $1::int`;

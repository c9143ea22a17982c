import { Migration } from '@mikro-orm/migrations';

/** Alerts are counted for all regions together and for each region, not only by level: a timeline of them is a row a bucket. */
export class Migration20261125000031 extends Migration {
  override up(): void {
    this.addSql(countAlerts('ALL', `''`));
    this.addSql(countAlerts('REGION', 'key1'));
  }

  override down(): void {
    this.addSql(`update rollups set alerts = 0 where rollup in ('ALL', 'REGION') and alerts <> 0`);
  }
}

const countAlerts = (rollup: string, key: string): string => `insert into rollups
    (rollup, grain, bucket, key1, key2, events, plays, errors, score, alerts, watch_ms, rebuffer_ms, attempts, start_failures)
  select '${rollup}', grain, bucket, ${key}, '', 0, 0, 0, 0, sum(alerts), 0, 0, 0, 0
  from rollups where rollup = 'REGION_LEVEL' group by grain, bucket, 4 having sum(alerts) <> 0
  on conflict (rollup, grain, bucket, key1, key2) do update set alerts = excluded.alerts`;

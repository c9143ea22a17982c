import { Migration } from '@mikro-orm/migrations';

/**
 * Statistics in one table for each width of bucket. Minutes come and go by the thousand: among them, each row of an hour or
 * a day came to lie in a page of its own, and the planner took a bucket for a few rows.
 */
export class Migration20261125000030 extends Migration {
  override up(): void {
    this.addSql('alter table rollups rename to rollups_before');
    this.addSql('alter table rollups_before rename constraint rollups_pkey to rollups_before_pkey');
    this.addSql('alter index rollups_content_of_region_index rename to rollups_before_content_of_region_index');
    this.addSql(
      `create table rollups (like rollups_before including storage, primary key (rollup, grain, bucket, key1, key2)) partition by list (grain)`,
    );
    for (const grain of GRAINS) {
      this.addSql(`create table rollups_${grain.toLowerCase()} partition of rollups for values in ('${grain}') with (fillfactor = 80)`);
    }
    this.addSql(CONTENT_OF_REGION);
    this.addSql('insert into rollups select * from rollups_before order by grain, bucket, rollup, key1, key2');
    this.addSql('drop table rollups_before');
    this.addSql('analyze rollups');
  }

  override down(): void {
    this.addSql('alter table rollups rename to rollups_before');
    this.addSql('alter table rollups_before rename constraint rollups_pkey to rollups_before_pkey');
    this.addSql('alter index rollups_content_of_region_index rename to rollups_before_content_of_region_index');
    this.addSql(
      `create table rollups (like rollups_before including storage, primary key (rollup, grain, bucket, key1, key2)) with (fillfactor = 80)`,
    );
    this.addSql(CONTENT_OF_REGION);
    this.addSql('insert into rollups select * from rollups_before');
    this.addSql('drop table rollups_before cascade');
  }
}

const GRAINS = ['MINUTE', 'HOUR', 'DAY'] as const;
const CONTENT_OF_REGION = `create index rollups_content_of_region_index on rollups (grain, bucket, key2) where rollup = 'CONTENT_REGION'`;

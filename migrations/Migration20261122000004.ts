import { Migration } from '@mikro-orm/migrations';

/** Models of what viewers usually do. */
export class Migration20261122000004 extends Migration {
  override up(): void {
    this.addSql(`create table anomaly_models (
      version int not null,
      trained_at timestamptz not null,
      trained_on bigint not null,
      feature_names jsonb not null,
      threshold double precision not null,
      forest text not null,
      primary key (version)
    )`);
  }

  override down(): void {
    this.addSql('drop table if exists anomaly_models');
  }
}

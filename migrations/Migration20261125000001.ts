import { Migration } from '@mikro-orm/migrations';

/** What was in force when: every version of a rule and every ruleset, levels of one's own, what rules saw in the shadow, since when a sale is opted out of, the seed of a model. */
export class Migration20261125000001 extends Migration {
  override up(): void {
    this.addSql('alter table events add column shadow_rules jsonb null');
    for (const statement of [...RULES, ...PREFERENCES, ...MODELS]) this.addSql(statement);
  }

  override down(): void {
    this.addSql('alter table events drop column shadow_rules');
    this.addSql('alter table anomaly_models drop column seed');
    this.addSql('alter table viewer_preferences add column sale_opt_out boolean not null default false');
    this.addSql('update viewer_preferences set sale_opt_out = true where sale_opt_out_since is not null');
    this.addSql('alter table viewer_preferences drop column sale_opt_out_since');
    this.addSql('alter table ruleset_heads drop column levels');
    for (const table of ['rule_versions', 'rulesets']) this.addSql(`drop table if exists ${table}`);
  }
}

const RULES = [
  `create table rule_versions (
    key text not null,
    version int not null,
    mode text not null,
    points smallint not null,
    parameters jsonb not null,
    updated_at timestamptz not null,
    primary key (key, version)
  )`,
  `insert into rule_versions (key, version, mode, points, parameters, updated_at)
    select key, version, mode, points, parameters, updated_at from rule_settings`,
  `create table rulesets (
    version text not null,
    preset text not null,
    levels jsonb not null,
    rules jsonb not null,
    first_in_force_at timestamptz not null,
    primary key (version)
  )`,
  'alter table ruleset_heads add column levels jsonb null',
];

const PREFERENCES = [
  'alter table viewer_preferences add column sale_opt_out_since timestamptz null',
  'update viewer_preferences set sale_opt_out_since = updated_at where sale_opt_out',
  'alter table viewer_preferences drop column sale_opt_out',
];

const MODELS = [
  'alter table anomaly_models add column seed bigint not null default 0',
  'alter table anomaly_models alter column seed drop default',
];

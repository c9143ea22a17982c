import { Migration } from '@mikro-orm/migrations';

/** Rules as data, and what viewers asked for. */
export class Migration20261122000003 extends Migration {
  override up(): void {
    for (const statement of [...RULES, ...PREFERENCES]) this.addSql(statement);
  }

  override down(): void {
    for (const table of ['rule_settings', 'ruleset_heads', 'viewer_preferences']) this.addSql(`drop table if exists ${table}`);
  }
}

const RULES = [
  `create table rule_settings (
    key text not null,
    mode text not null,
    points smallint not null,
    parameters jsonb not null,
    version int not null,
    updated_at timestamptz not null,
    primary key (key)
  )`,
  'create table ruleset_heads (name text not null, preset text not null, version bigint not null, primary key (name))',
  `insert into ruleset_heads (name, preset, version) values ('in-force', 'default', 1)`,
];

const PREFERENCES = [
  `create table viewer_preferences (
    viewer_id uuid not null,
    do_not_track_since timestamptz null,
    sale_opt_out boolean not null default false,
    deletion_requested_at timestamptz null,
    updated_at timestamptz not null default now(),
    primary key (viewer_id)
  )`,
];

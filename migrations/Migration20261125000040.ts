import { Migration } from '@mikro-orm/migrations';

/** API keys, and the numbers by which processes see that something about access changed. */
export class Migration20261125000040 extends Migration {
  override up(): void {
    this.addSql('create table access_heads (name text primary key, version bigint not null)');
    this.addSql(`insert into access_heads (name, version) values ('api-keys', 0)`);
    this.addSql(`create table api_keys (
      key_id text primary key, prefix text not null, source text not null, name text not null, scopes text[] not null,
      secret_hash bytea not null, former_hash bytea, former_until timestamptz,
      is_enabled boolean not null, requests_per_minute int not null, events_per_minute int not null,
      created_at timestamptz not null, expires_at timestamptz, last_used_at timestamptz)`);
  }

  override down(): void {
    this.addSql('drop table api_keys');
    this.addSql('drop table access_heads');
  }
}

import { Migration } from '@mikro-orm/migrations';

/** People who sign in, their sessions, and the keys their tokens are signed with. */
export class Migration20261125000041 extends Migration {
  override up(): void {
    this.addSql(`insert into access_heads (name, version) values ('users', 0), ('signing-keys', 0)`);
    this.addSql(`create table users (
      user_id uuid primary key, name text not null, password_hash text not null, role text not null, is_enabled boolean not null,
      created_at timestamptz not null, last_signed_in_at timestamptz, constraint users_name_unique unique (name))`);
    this.addSql(`create table user_sessions (
      session_id uuid primary key, user_id uuid not null, refresh_hash bytea not null, former_hash bytea, rotations int not null,
      created_at timestamptz not null, refreshed_at timestamptz not null, expires_at timestamptz not null, revoked_at timestamptz)`);
    this.addSql('create index user_sessions_user_index on user_sessions (user_id)');
    this.addSql('create index user_sessions_revoked_index on user_sessions (revoked_at)');
    this.addSql(`create table signing_keys (
      key_id text primary key, public_key jsonb not null, private_key bytea not null,
      created_at timestamptz not null, retires_at timestamptz)`);
  }

  override down(): void {
    this.addSql('drop table signing_keys');
    this.addSql('drop table user_sessions');
    this.addSql('drop table users');
    this.addSql(`delete from access_heads where name in ('users', 'signing-keys')`);
  }
}

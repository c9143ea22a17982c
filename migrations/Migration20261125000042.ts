import { Migration } from '@mikro-orm/migrations';

/** The audit log: rows that nobody can change, and where they begin and end. */
export class Migration20261125000042 extends Migration {
  override up(): void {
    this.addSql(`create table audit_heads (name text primary key, start_sequence bigint not null, start_hash text not null,
      last_sequence bigint not null, last_hash text not null)`);
    this.addSql(`insert into audit_heads values ('audit_log', 0, repeat('0', 64), 0, repeat('0', 64))`);
    this.addSql(`create table audit_log (
      sequence bigint primary key, at timestamptz not null, actor text not null, action text not null, target text,
      operation_name text, outcome text not null, duration_ms float8 not null, details jsonb,
      previous_hash text not null, hash text not null)`);
    this.addSql('create index audit_log_at_index on audit_log (at)');
    this.addSql('create index audit_log_action_index on audit_log (action, sequence)');
    this.addSql('create index audit_log_target_index on audit_log (target, sequence) where target is not null');
    this.addSql(`create function refuse_audit_change() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and current_setting('playguard.audit_retention', true) = 'on' then return null; end if;
        raise exception 'audit_log is only ever added to' using errcode = 'insufficient_privilege';
      end $$`);
    this.addSql(`create trigger audit_log_is_append_only before update or delete or truncate on audit_log
      for each statement execute function refuse_audit_change()`);
  }

  override down(): void {
    this.addSql('drop table audit_log');
    this.addSql('drop function refuse_audit_change');
    this.addSql('drop table audit_heads');
  }
}

import { Migration } from '@mikro-orm/migrations';

/** What filters ask for: whether measurement was permitted, and a way to the events of a sitting, of an error and of a finding. */
export class Migration20261125000010 extends Migration {
  override up(): void {
    this.addSql('alter table events add column consent_allowed boolean null');
    this.addSql('create index events_session_index on events (session_id, occurred_at) where session_id is not null');
    this.addSql('create index events_error_index on events (error_code, occurred_at) where error_code is not null');
    this.addSql('create index events_findings_index on events (occurred_at, key) where findings is not null');
  }

  override down(): void {
    for (const index of ['session', 'error', 'findings']) this.addSql(`drop index events_${index}_index`);
    this.addSql('alter table events drop column consent_allowed');
  }
}

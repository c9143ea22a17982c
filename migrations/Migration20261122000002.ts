import { Migration } from '@mikro-orm/migrations';

/** The consent signals of events, each distinct set once. */
export class Migration20261122000002 extends Migration {
  override up(): void {
    this.addSql('create table consent_signals (hash uuid not null, signals jsonb not null, primary key (hash))');
    this.addSql('alter table events add column consent_hash uuid null');
  }

  override down(): void {
    this.addSql('alter table events drop column consent_hash');
    this.addSql('drop table if exists consent_signals');
  }
}

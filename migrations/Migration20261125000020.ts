import { Migration } from '@mikro-orm/migrations';

/** When the first event of a note was accepted: what is accepted waits in the stream, so this may be long before it was stored. */
export class Migration20261125000020 extends Migration {
  override up(): void {
    this.addSql('alter table uncounted_batches add column accepted_at timestamptz');
    // Nothing that waits for longer is still taken from the stream; until it is counted, no bucket since then is called final.
    this.addSql(`update uncounted_batches set accepted_at = stored_at - interval '31 days'`);
    this.addSql('alter table uncounted_batches alter column accepted_at set not null');
  }

  override down(): void {
    this.addSql('alter table uncounted_batches drop column accepted_at');
  }
}

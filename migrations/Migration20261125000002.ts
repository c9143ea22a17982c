import { Migration } from '@mikro-orm/migrations';

/** Whole addresses of events, encrypted, where `STORE_FULL_IP` asks for them. */
export class Migration20261125000002 extends Migration {
  override up(): void {
    this.addSql('alter table events add column ip_original bytea null');
  }

  override down(): void {
    this.addSql('alter table events drop column ip_original');
  }
}

import { Migration } from '@mikro-orm/migrations';

/** Which key an identity is hashed with, and the hash keys of the past that tombstones need. */
export class Migration20261125000044 extends Migration {
  override up(): void {
    this.addSql('alter table identities add column hash_key text');
    this.addSql(`update identities set hash_key = (select value from settings where name = 'identity-key')`);
    this.addSql('create table retired_hash_keys (fingerprint text primary key, sealed bytea not null, retired_at timestamptz not null)');
  }

  override down(): void {
    this.addSql('drop table retired_hash_keys');
    this.addSql('alter table identities drop column hash_key');
  }
}

import { Migration } from '@mikro-orm/migrations';

/** Persons that were erased: a number by which processes hear of it; and what they and their representatives ask for. */
export class Migration20261125000043 extends Migration {
  override up(): void {
    this.addSql('alter table identities add column erasure bigint');
    this.addSql('create index identities_erasure_index on identities (erasure) where erasure is not null');
    this.addSql('alter table dead_letters add column viewer_id uuid');
    this.addSql('create index dead_letters_viewer_index on dead_letters (viewer_id)');
    this.addSql(`create table privacy_requests (
      id uuid primary key, kind text not null, status text not null, viewer_id uuid not null, region text not null, regulation text,
      external_reference text not null, received_at timestamptz not null, due_at timestamptz not null, completed_at timestamptz,
      affected_records bigint, audit_sequence bigint, sealed bytea, lease_id uuid, lease_until timestamptz)`);
    this.addSql('create unique index privacy_requests_reference_index on privacy_requests (external_reference)');
    this.addSql('create index privacy_requests_received_index on privacy_requests (received_at, id)');
    this.addSql('create index privacy_requests_viewer_index on privacy_requests (viewer_id)');
    this.addSql('create index privacy_requests_open_index on privacy_requests (due_at) where completed_at is null');
  }

  override down(): void {
    this.addSql('drop table privacy_requests');
    this.addSql('drop index dead_letters_viewer_index');
    this.addSql('alter table dead_letters drop column viewer_id');
    this.addSql('drop index identities_erasure_index');
    this.addSql('alter table identities drop column erasure');
  }
}

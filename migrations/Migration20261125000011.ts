import { Migration } from '@mikro-orm/migrations';

/** What a viewer did is counted from the index alone, without reading the events. */
export class Migration20261125000011 extends Migration {
  override up(): void {
    this.addSql('drop index events_viewer_index');
    this.addSql('create index events_viewer_index on events (viewer_id, occurred_at) include (event_type) where viewer_id is not null');
  }

  override down(): void {
    this.addSql('drop index events_viewer_index');
    this.addSql('create index events_viewer_index on events (viewer_id, occurred_at) where viewer_id is not null');
  }
}

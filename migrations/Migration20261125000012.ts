import { Migration } from '@mikro-orm/migrations';

/** Steps of funnels in the order of viewers, read from the index alone. Heartbeats, most of all events, are left out. */
export class Migration20261125000012 extends Migration {
  override up(): void {
    this.addSql(`create index events_steps_index on events (event_type, viewer_id, occurred_at, key) include (content_id)
      where viewer_id is not null and event_type <> 'HEARTBEAT'`);
  }

  override down(): void {
    this.addSql('drop index events_steps_index');
  }
}

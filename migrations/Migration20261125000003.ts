import { Migration } from '@mikro-orm/migrations';

/** Statistics grouped by what analysts ask for, sessions folded from their events, and notes of what is still to be counted. */
export class Migration20261125000003 extends Migration {
  override up(): void {
    for (const statement of [...ROLLUPS, ...SESSIONS, ...COUNTING]) this.addSql(statement);
  }

  override down(): void {
    for (const table of ['rollups', 'sessions', 'uncounted_batches', 'counting_positions']) this.addSql(`drop table if exists ${table}`);
    this.addSql(`create table rollups (dimension text not null, grain text not null, bucket timestamptz not null, key text not null,
      events bigint not null, plays bigint not null, errors bigint not null, primary key (dimension, grain, bucket, key))`);
  }
}

/** Sketches are random bytes: trying to compress them is lost work. */
const ROLLUPS = [
  'drop table rollups',
  `create table rollups (
    rollup text not null,
    grain text not null,
    bucket timestamptz not null,
    key1 text not null,
    key2 text not null,
    events bigint not null,
    plays bigint not null,
    errors bigint not null,
    score bigint not null,
    alerts bigint not null,
    watch_ms bigint not null,
    rebuffer_ms bigint not null,
    attempts bigint not null,
    start_failures bigint not null,
    viewers bytea null,
    devices bytea null,
    primary key (rollup, grain, bucket, key1, key2)
  ) with (fillfactor = 80)`,
  'alter table rollups alter column viewers set storage external',
  'alter table rollups alter column devices set storage external',
  `create index rollups_content_of_region_index on rollups (grain, bucket, key2) where rollup = 'CONTENT_REGION'`,
];

const SESSIONS = [
  `create table sessions (
    session_id text not null,
    source text not null,
    viewer_id uuid null,
    device_id uuid null,
    started_at timestamptz not null,
    last_event_at timestamptz not null,
    ended_at timestamptz null,
    watch_ms bigint not null,
    rebuffer_ms bigint not null,
    error_count int not null,
    event_count int not null,
    fold jsonb not null,
    primary key (session_id, source)
  ) with (fillfactor = 80)`,
  'create index sessions_viewer_index on sessions (viewer_id, started_at, source, session_id) where viewer_id is not null',
  'create index sessions_started_index on sessions using brin (started_at)',
];

/** Whatever is stored already is counted anew. */
const COUNTING = [
  `create table uncounted_batches (
    id bigserial not null,
    stored_at timestamptz not null,
    keys uuid[] not null,
    occurred_ats timestamptz[] not null,
    primary key (id)
  )`,
  'create table counting_positions (name text not null, sequence bigint not null, primary key (name))',
  `insert into counting_positions (name, sequence) values ('risk_alerts', 0)`,
  `insert into uncounted_batches (stored_at, keys, occurred_ats)
    select stored_at, array_agg(key), array_agg(occurred_at) from events group by stored_at order by stored_at`,
];

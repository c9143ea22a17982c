import { Migration } from '@mikro-orm/migrations';

/** The main path: events with their assessment, the keys that make each effect happen once, statistics and the alert log. */
export class Migration20261122000001 extends Migration {
  override up(): void {
    for (const statement of [...EVENTS, ...IDENTITIES, ...STATISTICS, ...ALERTS, ...DEAD_LETTERS, ...EMBEDDED_PARTS])
      this.addSql(statement);
  }

  override down(): void {
    const tables =
      'events event_keys identities rollups risk_alerts alert_log_heads dead_letters failed_attempts settings stream_entries batch_receipts';
    for (const table of tables.split(' ')) this.addSql(`drop table if exists ${table} cascade`);
  }
}

/** Partitioned by hand: the ORM would rebuild the table at every new partition. */
const EVENTS = [
  `create table events (
    key uuid not null,
    occurred_at timestamptz not null,
    received_at timestamptz not null,
    stored_at timestamptz not null,
    device_time timestamptz null,
    source text not null,
    event_id text not null,
    event_type text not null,
    viewer_id uuid null,
    device_id uuid null,
    content_id text null,
    session_id text null,
    region text not null,
    ip_prefix text null,
    subscription_plan text null,
    device_type text null,
    app_version text null,
    network_type text null,
    age_band text null,
    error_code text null,
    has_consent boolean null,
    position_ms bigint null,
    duration_ms bigint null,
    bitrate_kbps int null,
    extra_metadata jsonb null,
    score smallint not null,
    level text not null,
    findings jsonb null,
    skipped_rules jsonb null,
    ruleset_version text not null,
    primary key (occurred_at, key)
  ) partition by range (occurred_at)`,
  'create index events_viewer_index on events (viewer_id, occurred_at) where viewer_id is not null',
  'create index events_device_index on events (device_id, occurred_at) where device_id is not null',
  'create index events_content_index on events (content_id, occurred_at) where content_id is not null',
  `create index events_high_risk_index on events (occurred_at, level) where level in ('HIGH', 'CRITICAL')`,
  'create table event_keys (key uuid not null, occurred_at timestamptz not null, stored_at timestamptz not null, primary key (key))',
  'create index event_keys_stored_index on event_keys using brin (stored_at)',
];

const IDENTITIES = [
  `create table identities (
    id uuid not null,
    kind text not null,
    id_hash bytea not null,
    original bytea null,
    created_at timestamptz not null default now(),
    erased_at timestamptz null,
    primary key (id)
  )`,
  'create unique index identities_hash_index on identities (kind, id_hash)',
  'create table settings (name text not null, value text not null, primary key (name))',
];

const STATISTICS = [
  `create table rollups (
    dimension text not null,
    grain text not null,
    bucket timestamptz not null,
    key text not null,
    events bigint not null,
    plays bigint not null,
    errors bigint not null,
    primary key (dimension, grain, bucket, key)
  )`,
];

const ALERTS = [
  `create table risk_alerts (
    sequence bigint not null,
    raised_at timestamptz not null,
    fingerprint text not null,
    repeat_key text not null,
    rule_key text not null,
    title text not null,
    level text not null,
    score smallint not null,
    categories text[] not null,
    findings jsonb not null,
    event_key uuid not null,
    event_occurred_at timestamptz not null,
    viewer_id uuid null,
    content_id text null,
    region text not null,
    occurrences bigint not null,
    primary key (sequence)
  )`,
  'create unique index risk_alerts_repeat_index on risk_alerts (fingerprint, repeat_key)',
  'create index risk_alerts_raised_index on risk_alerts (raised_at)',
  'create table alert_log_heads (name text not null, last_sequence bigint not null, primary key (name))',
  `insert into alert_log_heads (name, last_sequence) values ('risk_alerts', 0)`,
];

const DEAD_LETTERS = [
  `create table dead_letters (
    id uuid not null,
    entry_id text not null,
    event_key uuid null,
    source text null,
    event_id text null,
    stage text not null,
    reason text not null,
    attempts int not null,
    failed_at timestamptz not null,
    payload bytea not null,
    primary key (id)
  )`,
  'create index dead_letters_failed_index on dead_letters (failed_at)',
  'create table failed_attempts (event_key uuid not null, attempts int not null, last_failed_at timestamptz not null, primary key (event_key))',
];

/** Used where no Redis is: the stream and the receipts of an embedded server. */
const EMBEDDED_PARTS = [
  `create table stream_entries (
    entry_id bigserial not null,
    shard int not null,
    payload text not null,
    event_count int not null,
    appended_at timestamptz not null default now(),
    reader text null,
    read_at timestamptz null,
    primary key (entry_id)
  )`,
  `create table batch_receipts (
    source text not null,
    batch_id text not null,
    receipt text not null,
    saved_at timestamptz not null default now(),
    primary key (source, batch_id)
  )`,
  'create index batch_receipts_saved_index on batch_receipts (saved_at)',
];

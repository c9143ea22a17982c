import { Migration } from '@mikro-orm/migrations';

/** What filters ask for: whether measurement was permitted, and a way to the events and alerts of everything that few of them may have. */
export class Migration20261125000010 extends Migration {
  override up(): void {
    this.addSql('alter table events add column consent_allowed boolean null');
    this.addSql('drop index events_high_risk_index');
    for (const [name, on] of INDEXES) this.addSql(`create index ${name} on ${on}`);
  }

  override down(): void {
    for (const [name] of INDEXES) this.addSql(`drop index ${name}`);
    this.addSql(`create index events_high_risk_index on events (occurred_at, level) where level in ('HIGH', 'CRITICAL')`);
    this.addSql('alter table events drop column consent_allowed');
  }
}

/** A day is a partition, and so an index on a word that many events share needs no time: its entries are kept together, 7 bytes each. Nobody needs one to find heartbeats. */
const INDEXES = [
  ['events_session_index', 'events (session_id, occurred_at) where session_id is not null'],
  ['events_error_index', 'events (error_code, occurred_at) where error_code is not null'],
  ['events_findings_index', 'events (occurred_at, key) where findings is not null'],
  ['events_flagged_index', `events (occurred_at, key, level) where level <> 'LOW'`],
  ['events_score_index', 'events (score, occurred_at, key) where score > 0'],
  ['events_type_index', `events (event_type) where event_type <> 'HEARTBEAT'`],
  ['events_region_index', 'events (region)'],
  ['events_source_index', 'events (source)'],
  ['risk_alerts_viewer_index', 'risk_alerts (viewer_id, sequence)'],
  ['risk_alerts_content_index', 'risk_alerts (content_id, sequence)'],
  ['risk_alerts_rule_index', 'risk_alerts (rule_key, sequence)'],
  ['risk_alerts_region_index', 'risk_alerts (region, sequence)'],
  ['risk_alerts_level_index', 'risk_alerts (level, sequence)'],
  ['risk_alerts_category_index', 'risk_alerts using gin (categories)'],
  ['risk_alerts_regulation_index', `risk_alerts using gin (jsonb_path_query_array(findings, '$[*].regulations[*]'))`],
] as const;

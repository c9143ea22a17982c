import type { Sql } from '#store/sql.ts';

/** Days filled, the last being today, and events of a day: enough for the planner to care. */
export const FILLED_DAYS = 30;
const EVENTS_OF_A_DAY = 5_000;
const ALERTS = 60_000;

/** A viewer, device, title, sitting, error and place that some of the events name, and those that few name. */
export const FILLED = {
  viewerId: '00000000-0000-4000-8000-000000000007',
  otherViewerId: '00000000-0000-4000-8000-000000000008',
  deviceId: '00000000-0000-4000-8000-000000000009',
  contentId: 'title-7',
  sessionId: 'session-77',
  errorCode: 'error-3',
  rareRegion: 'FO',
  rareType: 'DOWNLOAD',
  rareSource: 'rare',
} as const;

/** Fills the tables that lists are read from by statements alone, as of `now`, and lets the planner look at them. */
export const fillEvents = async (sql: Sql, now: Date): Promise<void> => {
  for (let day = 0; day < FILLED_DAYS; day++) await sql.query(FILL_DAY, [now.toISOString(), day, EVENTS_OF_A_DAY]);
  await sql.query('insert into event_keys (key, occurred_at, stored_at) select key, occurred_at, stored_at from events');
  await sql.query(FILL_ALERTS, [now.toISOString(), ALERTS]);
  await sql.query(`update alert_log_heads set last_sequence = $1 where name = 'risk_alerts'`, [ALERTS]);
  await sql.query('analyze');
};

/** Everything is made from numbers, so that each run has the same events: `spread` mixes them. */
const FILL_DAY = `insert into events (key, occurred_at, received_at, stored_at, source, event_id, event_type, viewer_id, device_id,
    content_id, session_id, region, ip_prefix, device_type, app_version, network_type, error_code, has_consent, consent_allowed,
    position_ms, score, level, findings, ruleset_version)
  select gen_random_uuid(), at, at, at, case when n % 2503 = 0 then 'rare' when n % 10 = 0 then 'other' else 'demo' end,
    'event-' || $2::int || '-' || n,
    case when n % 2521 = 0 then 'DOWNLOAD' when n % 50 = 0 then 'ERROR' when n % 9 = 0 then 'PLAY' else 'HEARTBEAT' end,
    ('00000000-0000-4000-8000-' || lpad(to_hex(spread % 6000), 12, '0'))::uuid,
    ('00000000-0000-4000-8000-' || lpad(to_hex(spread % 7000), 12, '0'))::uuid,
    case when n % 20 > 0 then 'title-' || spread % 400 end,
    case when n % 20 > 0 then 'session-' || ($2::int * 400 + spread % 400) end,
    case when n % 2531 = 0 then 'FO' else (array['NL', 'DE', 'US', 'US-CA', 'US-NY', 'GB', 'FR', 'BR'])[1 + spread % 8] end,
    '203.0.113.0/24', 'SMART_TV', '1.' || spread % 5, 'WIFI',
    case when n % 50 = 0 then 'error-' || spread % 40 end, true, n % 7 > 0, n, score,
    case when score >= 80 then 'CRITICAL' when score >= 60 then 'HIGH' when score >= 30 then 'MEDIUM' else 'LOW' end,
    case when score > 0 then jsonb_build_array(jsonb_build_object('ruleKey', 'rule-' || spread % 15, 'category', 'ACCOUNT',
      'points', score, 'observed', 'x', 'threshold', null, 'explanation', 'x', 'regulations', jsonb_build_array(), 'error', null)) end,
    'test'
  from (select n, n * 7919 % 100003 as spread, case when n % 25 = 0 then 35 + n * 31 % 60 else 0 end as score,
      $1::timestamptz - interval '1 day' * ($2::int + n::float8 / $3::int) as at
    from generate_series(1, $3::int) as n) as numbered`;

const FILL_ALERTS = `insert into risk_alerts (sequence, raised_at, fingerprint, repeat_key, rule_key, title, level, score, categories,
    findings, event_key, event_occurred_at, viewer_id, content_id, region, occurrences)
  select n, at, 'alert-' || n, 'once', 'rule-' || spread % 15, 'x', case when n % 9 = 0 then 'CRITICAL' else 'HIGH' end, 65,
    case when n % 701 = 0 then array['MINORS'] else array['ACCOUNT'] end,
    jsonb_build_array(jsonb_build_object('regulations', case when n % 11 = 0 then jsonb_build_array('GDPR') else jsonb_build_array() end)),
    gen_random_uuid(), at, ('00000000-0000-4000-8000-' || lpad(to_hex(spread % 6000), 12, '0'))::uuid, 'title-' || spread % 400,
    case when n % 5011 = 0 then 'FO' else (array['NL', 'DE', 'US', 'US-CA'])[1 + spread % 4] end, 1
  from (select n, n * 7919 % 100003 as spread, $1::timestamptz - interval '1 minute' * ($2::int - n) as at
    from generate_series(1, $2::int) as n) as numbered`;

/** Rows of one session: asked for, first picture, heartbeats with now and then a pause, a wait or an error between, stopped. */
export const EVENTS_PER_SESSION = 20;
/** Titles, of which the tenth is watched about a tenth as often as the first (Zipf). */
export const TITLES = 500;
/** Where viewers live; the first third is home to more than half of them. */
export const REGIONS =
  'DE US-CA FR GB NL US-NY BR KR ES IT JP US-TX IN PL SE AU CA-ON US-WA IE NO AT BE CZ DK FI PT CH MX CA-QC US-CO'.split(' ');
export const ERROR_CODES = ['DRM_LICENSE_DENIED', 'MANIFEST_TIMEOUT', 'SEGMENT_404', 'DECODER_FAILED', 'NETWORK_LOST'] as const;

const textArray = (texts: readonly string[]): string => `array[${texts.map((text) => `'${text}'`).join(', ')}]`;
const oneOf = (texts: readonly string[], number: string): string => `(${textArray(texts)})[1 + ${number} % ${texts.length}]`;

const finding = (ruleKey: string, category: string, regulations: readonly string[]): string =>
  `jsonb_build_object('ruleKey', '${ruleKey}', 'category', '${category}', 'points', score, 'observed', 'more than usual', 'threshold', 'usual',
    'explanation', 'Made for a measurement.', 'regulations', '${JSON.stringify(regulations)}'::jsonb, 'error', null)`;

/** Rules that find something, as they are in force. */
const FINDINGS = `case number % 5
    when 0 then ${finding('eu-missing-consent', 'PRIVACY', ['GDPR', 'EPRIVACY'])}
    when 1 then ${finding('multi-ip', 'ACCOUNT', [])}
    when 2 then ${finding('impossible-travel', 'ACCOUNT', [])}
    when 3 then ${finding('content-error-rate', 'CONTENT', [])}
    else ${finding('sale-opt-out-ignored', 'PRIVACY', ['CCPA'])} end`;

const EVENT_TYPE = `case when step = 1 then 'PLAY' when step = 2 then 'PLAYING' when step = ${EVENTS_PER_SESSION} then 'STOP'
    when step = 11 and chance < 0.2 then 'ERROR'
    when step = 6 and chance > 0.7 then 'PAUSE' when step = 7 and chance > 0.7 then 'RESUME'
    when step = 14 and chance > 0.9 then 'BUFFER_START' when step = 15 and chance > 0.9 then 'BUFFER_END' else 'HEARTBEAT' end`;

/** Sessions of a viewer in one region, on one screen, of one title, a step every minute: $1 how many, all of them within the 24 hours that end at $2. */
const SESSIONS = `select gen_random_uuid()::text as session_id, number, viewer_id, device_id, chance,
    'title-' || (1000 + floor(${TITLES} ^ random())::int) as content_id,
    (${textArray(REGIONS)})[1 + floor(${REGIONS.length} * (mod(number * 7919, 10007) / 10007.0) ^ 2)::int] as region,
    $2::timestamptz - interval '24 hours' + random() * interval '23 hours 40 minutes' as started_at
  from (select 1 + floor(random() * (select count(*) from bench_screens))::int as number, random() as chance
    from generate_series(1, $1::int)) as picked join bench_screens using (number)`;

/** The events of 24 hours: 1 % are errors, 2 % are HIGH or CRITICAL, 8 % more have a finding. */
export const FILL_DAY = `insert into events (key, occurred_at, received_at, stored_at, source, event_id, event_type, viewer_id, device_id,
    content_id, session_id, region, ip_prefix, subscription_plan, device_type, app_version, network_type, age_band, error_code,
    has_consent, consent_allowed, position_ms, duration_ms, bitrate_kbps, score, level, findings, ruleset_version)
  select gen_random_uuid(), at, at + interval '200 milliseconds', at + interval '200 milliseconds' + random() * interval '2 seconds',
    ${oneOf(['demo', 'tv-app', 'web-app'], 'number')}, session_id || '-' || step, event_type, viewer_id, device_id, content_id, session_id, region,
    '198.51.' || number % 256 || '.0/24', ${oneOf(['BASIC', 'STANDARD', 'PREMIUM', 'TRIAL'], 'number')},
    ${oneOf(['SMART_TV', 'SET_TOP_BOX', 'STREAMING_STICK', 'GAME_CONSOLE', 'MOBILE', 'TABLET'], 'number')}, '4.' || number % 8 || '.0',
    ${oneOf(['ETHERNET', 'WIFI', 'CELLULAR'], 'number')}, 'ADULT',
    case when event_type = 'ERROR' then ${oneOf(ERROR_CODES, 'number')} end,
    number % 9 > 0, number % 9 > 0, step * 60000, 5400000, 8000, score,
    case when score >= 80 then 'CRITICAL' when score >= 60 then 'HIGH' when score >= 30 then 'MEDIUM' else 'LOW' end,
    case when score > 0 then jsonb_build_array(${FINDINGS}) end, 'bench'
  from (select *, date_trunc('milliseconds', started_at + (step - 1) * interval '1 minute' + random() * interval '5 seconds') as at, ${EVENT_TYPE} as event_type,
      case when risk < 0.004 then 85 when risk < 0.02 then 65 when risk < 0.06 then 35 when risk < 0.1 then 15 else 0 end as score
    from (select *, random() as risk from (${SESSIONS}) as session, generate_series(1, ${EVENTS_PER_SESSION}) as step) as rolled) as made`;

export const FILL_KEYS = 'insert into event_keys (key, occurred_at, stored_at) select key, occurred_at, stored_at from events';

/** An alert for every event at HIGH or above. */
export const FILL_ALERTS = `insert into risk_alerts (sequence, raised_at, fingerprint, repeat_key, rule_key, title, level, score, categories,
    findings, event_key, event_occurred_at, viewer_id, content_id, region, occurrences)
  select row_number() over (order by stored_at, key), stored_at, (findings -> 0 ->> 'ruleKey') || ':viewer:' || viewer_id, key::text,
    findings -> 0 ->> 'ruleKey', 'More than usual', level, score, array[findings -> 0 ->> 'category'], findings, key, occurred_at,
    viewer_id, content_id, region, 1
  from events where level in ('HIGH', 'CRITICAL')`;

export const MOVE_ALERT_HEAD = `update alert_log_heads set last_sequence = (select count(*) from risk_alerts) where name = 'risk_alerts'`;

/** Notes of what is to be counted, as workers leave them: batches in the order of time, of about $2 events, of the 24 hours that end at $1. */
export const NOTE_DAY = `insert into uncounted_batches (stored_at, accepted_at, keys, occurred_ats)
  select max(stored_at), min(received_at), array_agg(key), array_agg(occurred_at)
  from (select key, occurred_at, received_at, stored_at, (row_number() over (order by occurred_at) - 1) / $2::int as batch from events
    where occurred_at >= $1::timestamptz - interval '24 hours' and occurred_at < $1::timestamptz) as numbered
  group by batch order by batch`;

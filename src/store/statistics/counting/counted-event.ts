import type { DeviceType, NetworkType, PlaybackEventType, SubscriptionPlan } from '#domain/playback-event.ts';
import type { Finding, RiskLevel } from '#domain/risk.ts';
import type { SessionEvent, Setting } from '#domain/sessions/session-event.ts';

/** What statistics need of a stored event. */
export type CountedEvent = SessionEvent & {
  readonly storedAt: number;
  readonly receivedAt: number;
  readonly sessionId: string | null;
  readonly errorCode: string;
  readonly score: number;
  readonly level: RiskLevel;
  readonly findings: readonly Finding[];
  readonly shadowRules: readonly string[];
};

/** A row of EVENT_COLUMNS. */
export type CountedEventRow = {
  readonly key: string;
  readonly at: number;
  readonly stored_at: number;
  readonly received_at: number;
  readonly source: string;
  readonly event_type: PlaybackEventType;
  readonly session_id: string | null;
  readonly viewer_id: string | null;
  readonly device_id: string | null;
  readonly region: string;
  readonly content_id: string | null;
  readonly device_type: DeviceType | null;
  readonly app_version: string | null;
  readonly network_type: NetworkType | null;
  readonly subscription_plan: SubscriptionPlan | null;
  readonly error_code: string | null;
  readonly score: number;
  readonly level: RiskLevel;
  readonly findings: readonly Finding[] | null;
  readonly shadow_rules: readonly string[] | null;
};

const msOf = (column: string): string => `(extract(epoch from e.${column}) * 1000)::float8`;

/** The columns of `events` as `e` that make a CountedEvent. */
export const EVENT_COLUMNS = `e.key, ${msOf('occurred_at')} as at, ${msOf('stored_at')} as stored_at, ${msOf('received_at')} as received_at,
  e.source, e.event_type, e.session_id, e.viewer_id, e.device_id, e.region, e.content_id, e.device_type, e.app_version, e.network_type,
  e.subscription_plan, e.error_code, e.score, e.level, e.findings, e.shadow_rules`;

export const countedEventOf = (row: CountedEventRow): CountedEvent => ({
  key: row.key.replaceAll('-', ''),
  at: row.at,
  storedAt: row.stored_at,
  receivedAt: row.received_at,
  eventType: row.event_type,
  sessionId: row.session_id,
  viewerId: row.viewer_id,
  deviceId: row.device_id,
  setting: settingOf(row),
  errorCode: row.error_code ?? '',
  score: row.score,
  level: row.level,
  findings: row.findings ?? [],
  shadowRules: row.shadow_rules ?? [],
});

// oxlint-disable-next-line complexity -- a list of columns that may be null
const settingOf = (row: CountedEventRow): Setting => ({
  source: row.source,
  region: row.region,
  contentId: row.content_id ?? '',
  deviceType: row.device_type ?? '',
  appVersion: row.app_version ?? '',
  networkType: row.network_type ?? '',
  subscriptionPlan: row.subscription_plan ?? '',
});

import type { AgeBand, DeviceType, NetworkType, PlaybackEventType, SubscriptionPlan } from '#domain/playback-event.ts';
import type { Finding, RiskLevel } from '#domain/risk.ts';
import type { StoredEvent } from '#domain/stored-event.ts';

/** A row of `events` as the drivers answer it: times and large numbers may be text. */
export type EventRow = {
  readonly key: string;
  readonly occurred_at: string;
  readonly received_at: string;
  readonly stored_at: string;
  readonly device_time: string | null;
  readonly source: string;
  readonly event_id: string;
  readonly event_type: PlaybackEventType;
  readonly viewer_id: string | null;
  readonly device_id: string | null;
  readonly content_id: string | null;
  readonly session_id: string | null;
  readonly region: string;
  readonly ip_prefix: string | null;
  readonly subscription_plan: SubscriptionPlan | null;
  readonly device_type: DeviceType | null;
  readonly app_version: string | null;
  readonly network_type: NetworkType | null;
  readonly age_band: AgeBand | null;
  readonly error_code: string | null;
  readonly has_consent: boolean | null;
  readonly consent_hash: string | null;
  readonly consent_allowed: boolean | null;
  readonly position_ms: number | string | null;
  readonly duration_ms: number | string | null;
  readonly bitrate_kbps: number | null;
  readonly extra_metadata: Readonly<Record<string, unknown>> | null;
  readonly score: number;
  readonly level: RiskLevel;
  readonly findings: readonly Finding[] | null;
  readonly skipped_rules: readonly string[] | null;
  readonly shadow_rules: readonly string[] | null;
  readonly ruleset_version: string;
};

/** The event a row holds. It was assessed by the transaction that stored it. */
export const eventOf = (row: EventRow): StoredEvent => ({
  key: row.key.replaceAll('-', ''),
  occurredAt: new Date(row.occurred_at),
  receivedAt: new Date(row.received_at),
  storedAt: new Date(row.stored_at),
  deviceTime: row.device_time === null ? null : new Date(row.device_time),
  source: row.source,
  eventId: row.event_id,
  eventType: row.event_type,
  viewerId: row.viewer_id,
  deviceId: row.device_id,
  contentId: row.content_id,
  sessionId: row.session_id,
  region: row.region,
  ipPrefix: row.ip_prefix,
  subscriptionPlan: row.subscription_plan,
  deviceType: row.device_type,
  appVersion: row.app_version,
  networkType: row.network_type,
  ageBand: row.age_band,
  errorCode: row.error_code,
  hasConsent: row.has_consent,
  consentHash: row.consent_hash?.replaceAll('-', '') ?? null,
  isConsentAllowed: row.consent_allowed,
  positionMs: numberOf(row.position_ms),
  durationMs: numberOf(row.duration_ms),
  bitrateKbps: row.bitrate_kbps,
  extraMetadata: row.extra_metadata,
  assessment: {
    score: row.score,
    level: row.level,
    findings: row.findings ?? [],
    skippedRules: row.skipped_rules ?? [],
    shadowRules: row.shadow_rules ?? [],
    rulesetVersion: row.ruleset_version,
    evaluatedAt: new Date(row.stored_at),
  },
});

const numberOf = (value: number | string | null): number | null => (value === null ? null : Number(value));

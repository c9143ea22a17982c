import type { AssessedEvent } from '#domain/assessed-event.ts';
import { blamingEvents } from '#domain/event-fault.ts';
import { plainColumn, textColumn } from '#store/array-literal.ts';
import { consentHash } from '#store/consent/consent-hash.ts';
import type { Sql } from '#store/sql.ts';

/** Inserts events with their assessment in one statement; none of them may be stored yet. */
export type InsertEvents = (sql: Sql, events: readonly AssessedEvent[], storedAt: Date) => Promise<void>;

/** An insert that keeps of an address its prefix alone, or with `sealAddress` the whole of it, encrypted, too. */
export const createEventInsert = (sealAddress: ((address: string) => Buffer) | null): InsertEvents => {
  const columns = sealAddress === null ? COLUMNS : [...COLUMNS, sealedAddress(sealAddress)];
  const statement = insertOf(columns);
  return async function insertEvents(sql, events, storedAt) {
    const values = blamingEvents(() => columns.map(({ encode }) => encode(events)));
    await sql.query(statement, [storedAt.toISOString(), ...values]);
  };
};

type Column = {
  readonly name: string;
  readonly type: string;
  /** The array literal of this column for all events. */
  readonly encode: (events: readonly AssessedEvent[]) => string;
};

const plain = (name: string, type: string, value: (event: AssessedEvent) => string | number | boolean | null): Column => ({
  name,
  type,
  encode: (events) => plainColumn(events, value),
});
const text = (name: string, value: (event: AssessedEvent) => string | null): Column => ({
  name,
  type: 'text',
  encode: (events) => textColumn(events, value),
});
const json = (name: string, value: (event: AssessedEvent) => object | null): Column => ({
  name,
  type: 'jsonb',
  encode: (events) => textColumn(events, (event) => jsonText(value(event))),
});

const jsonText = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));

/** An empty list is stored as null: most events have nothing to say. */
const unlessEmpty = <T>(list: readonly T[]): readonly T[] | null => (list.length === 0 ? null : list);

const COLUMNS: readonly Column[] = [
  plain('key', 'uuid', ({ identified }) => identified.key),
  plain('occurred_at', 'timestamptz', ({ identified }) => identified.event.occurredAt.toISOString()),
  plain('received_at', 'timestamptz', ({ identified }) => identified.event.receivedAt.toISOString()),
  plain('device_time', 'timestamptz', ({ identified }) => identified.event.deviceTime?.toISOString() ?? null),
  text('source', ({ identified }) => identified.event.source),
  text('event_id', ({ identified }) => identified.event.eventId),
  plain('event_type', 'text', ({ identified }) => identified.event.eventType),
  plain('viewer_id', 'uuid', ({ identified }) => identified.viewerId),
  plain('device_id', 'uuid', ({ identified }) => identified.deviceId),
  text('content_id', ({ identified }) => identified.event.contentId),
  text('session_id', ({ identified }) => identified.event.sessionId),
  plain('region', 'text', ({ identified }) => identified.event.region),
  plain('ip_prefix', 'text', ({ identified }) => identified.ipPrefix),
  plain('subscription_plan', 'text', ({ identified }) => identified.event.subscriptionPlan),
  plain('device_type', 'text', ({ identified }) => identified.event.deviceType),
  text('app_version', ({ identified }) => identified.event.appVersion),
  plain('network_type', 'text', ({ identified }) => identified.event.networkType),
  plain('age_band', 'text', ({ identified }) => identified.event.ageBand),
  text('error_code', ({ identified }) => identified.event.errorCode),
  plain('has_consent', 'boolean', ({ identified }) => identified.event.hasConsent),
  plain('consent_hash', 'uuid', ({ identified: { event } }) => (event.consent === null ? null : consentHash(event.consent))),
  plain('consent_allowed', 'boolean', ({ isConsentAllowed }) => isConsentAllowed ?? null),
  plain('position_ms', 'bigint', ({ identified }) => identified.event.positionMs),
  plain('duration_ms', 'bigint', ({ identified }) => identified.event.durationMs),
  plain('bitrate_kbps', 'int', ({ identified }) => identified.event.bitrateKbps),
  json('extra_metadata', ({ identified }) => identified.event.extraMetadata),
  plain('score', 'smallint', ({ assessment }) => assessment.score),
  plain('level', 'text', ({ assessment }) => assessment.level),
  json('findings', ({ assessment }) => unlessEmpty(assessment.findings)),
  json('skipped_rules', ({ assessment }) => unlessEmpty(assessment.skippedRules)),
  json('shadow_rules', ({ assessment }) => unlessEmpty(assessment.shadowRules)),
  text('ruleset_version', ({ assessment }) => assessment.rulesetVersion),
];

const sealedAddress = (seal: (address: string) => Buffer): Column => ({
  name: 'ip_original',
  type: 'bytea',
  encode: (events) =>
    textColumn(events, ({ identified: { event } }) => (event.ipAddress === null ? null : `\\x${seal(event.ipAddress).toString('hex')}`)),
});

const insertOf = (columns: readonly Column[]): string => `insert into events (stored_at, ${columns.map(({ name }) => name).join(', ')})
  select $1::timestamptz, * from unnest(${columns.map(({ type }, i) => `$${i + 2}::${type}[]`).join(', ')})`;

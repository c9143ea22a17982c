import { ipPrefix } from '#domain/ip-prefix.ts';
import type { SimulatedEvent } from '#simulator/simulated-event.ts';
import { plainArray, textArray } from '#store/array-literal.ts';

type Value = string | number | boolean | null | undefined;

/** The columns of `events` that carry something in the floor, as array literals in the order of `INSERT_EVENTS`. */
export const eventColumns = (events: readonly SimulatedEvent[]): readonly string[] =>
  COLUMNS.map(({ isText, value }) => {
    const values = events.map((event) => value(event) ?? null);
    return isText ? textArray(values as (string | null)[]) : plainArray(values);
  });

type Column = { readonly name: string; readonly type: string; readonly isText: boolean; readonly value: (event: SimulatedEvent) => Value };

const column = (name: string, type: string, value: Column['value']): Column => ({ name, type, isText: false, value });
const field = (name: string, type: string, key: keyof SimulatedEvent): Column => column(name, type, (event) => event[key] as Value);
const text = (name: string, key: keyof SimulatedEvent): Column => ({ ...field(name, 'text', key), isText: true });

/** Viewers and devices get a pseudonym from memory: no look-up by hash, no encrypted original. */
const pseudonyms = new Map<string, string>();
const pseudonym = (original: string | null | undefined): string | null => {
  if (original === null || original === undefined) return null;
  const known = pseudonyms.get(original) ?? crypto.randomUUID();
  pseudonyms.set(original, known);
  return known;
};

const COLUMNS: readonly Column[] = [
  column('key', 'uuid', () => crypto.randomUUID()), // not even derived from the event: no claim is made
  field('occurred_at', 'timestamptz', 'timestamp'),
  text('event_id', 'eventId'),
  field('event_type', 'text', 'eventType'),
  column('viewer_id', 'uuid', ({ userId }) => pseudonym(userId)),
  column('device_id', 'uuid', ({ deviceId }) => pseudonym(deviceId)),
  text('content_id', 'contentId'),
  text('session_id', 'sessionId'),
  field('region', 'text', 'region'),
  column('ip_prefix', 'text', ({ ipAddress }) => ipPrefix(ipAddress ?? '')),
  field('subscription_plan', 'text', 'subscriptionPlan'),
  field('device_type', 'text', 'deviceType'),
  text('app_version', 'appVersion'),
  field('network_type', 'text', 'networkType'),
  field('age_band', 'text', 'ageBand'),
  text('error_code', 'errorCode'),
  field('has_consent', 'boolean', 'hasConsent'),
  field('position_ms', 'bigint', 'positionMs'),
  field('duration_ms', 'bigint', 'durationMs'),
  field('bitrate_kbps', 'int', 'bitrateKbps'),
  {
    name: 'extra_metadata',
    type: 'jsonb',
    isText: true,
    value: ({ extraMetadata }) => (extraMetadata === undefined ? null : JSON.stringify(extraMetadata)),
  },
];

/** One statement for a batch; what the pipeline would have found out about an event is a constant. */
export const INSERT_EVENTS = `insert into events
  (stored_at, received_at, source, score, level, ruleset_version, ${COLUMNS.map(({ name }) => name).join(', ')})
  select now(), now(), 'demo', 0, 'LOW', 'floor', * from unnest(${COLUMNS.map(({ type }, i) => `$${i + 1}::${type}[]`).join(', ')})`;

import type { EventField } from '#domain/conditions/event-condition.ts';
import type { Column, Columns } from '#store/conditions/compile-condition.ts';

const text = (expression: string): Column => ({ kind: 'one', expression, type: 'text' });

/** A rule that failed saw nothing. The first part is what events_findings_index is made for. */
const hasFinding = (test: string): string => `(findings is not null and exists (select from jsonb_array_elements(findings) as finding
  where ${test} and finding->>'error' is null))`;

/** What can be asked of `events`. */
export const EVENT_COLUMNS: Columns<EventField> = {
  occurredAt: { kind: 'one', expression: 'occurred_at', type: 'timestamptz' },
  eventType: text('event_type'),
  viewer: { kind: 'one', expression: 'viewer_id', type: 'uuid' },
  device: { kind: 'one', expression: 'device_id', type: 'uuid' },
  content: text('content_id'),
  session: text('session_id'),
  source: text('source'),
  region: text('region'),
  country: text('left(region, 2)'),
  errorCode: text('error_code'),
  level: text('level'),
  score: { kind: 'one', expression: 'score', type: 'smallint' },
  ruleKey: { kind: 'several', hasOneOf: (array) => hasFinding(`finding->>'ruleKey' = any(${array})`) },
  category: { kind: 'several', hasOneOf: (array) => hasFinding(`finding->>'category' = any(${array})`) },
  regulation: { kind: 'several', hasOneOf: (array) => hasFinding(`finding->'regulations' ?| ${array}`) },
  consentAllowed: { kind: 'one', expression: 'consent_allowed', type: 'boolean' },
};

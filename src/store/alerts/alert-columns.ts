import type { AlertField } from '#domain/conditions/alert-condition.ts';
import type { Column, Columns } from '#store/conditions/compile-condition.ts';

const text = (expression: string): Column => ({ kind: 'one', expression, type: 'text' });

/** What can be asked of `risk_alerts`. */
export const ALERT_COLUMNS: Columns<AlertField> = {
  raisedAt: { kind: 'one', expression: 'raised_at', type: 'timestamptz' },
  occurredAt: { kind: 'one', expression: 'event_occurred_at', type: 'timestamptz' },
  level: text('level'),
  category: { kind: 'several', hasOneOf: (array) => `categories && ${array}` },
  ruleKey: text('rule_key'),
  // Written as in risk_alerts_regulation_index.
  regulation: {
    kind: 'several',
    hasOneOf: (array) => `jsonb_path_query_array(findings, '$[*].regulations[*]') ?| ${array}`,
  },
  region: text('region'),
  country: text('left(region, 2)'),
  viewer: { kind: 'one', expression: 'viewer_id', type: 'uuid' },
  content: text('content_id'),
};

import { conditionMatcher, type Fields } from '#domain/conditions/condition-matcher.ts';
import type { AlertCondition, AlertField } from '#domain/conditions/alert-condition.ts';
import type { RiskAlert } from '#domain/risk-alert.ts';

/** A test whether an alert meets a condition: the same answer as the alert log's own query gives. */
export const alertMatcher = (condition: AlertCondition): ((alert: RiskAlert) => boolean) => conditionMatcher(condition, ALERT_FIELDS);

const ALERT_FIELDS: Fields<RiskAlert, AlertField> = {
  raisedAt: ({ raisedAt }) => raisedAt,
  occurredAt: ({ eventOccurredAt }) => eventOccurredAt,
  level: ({ level }) => level,
  category: ({ categories }) => categories,
  ruleKey: ({ ruleKey }) => ruleKey,
  regulation: ({ findings }) => findings.flatMap(({ regulations }) => regulations),
  region: ({ region }) => region,
  country: ({ region }) => region.slice(0, 2),
  viewer: ({ viewerId }) => viewerId,
  content: ({ contentId }) => contentId,
};

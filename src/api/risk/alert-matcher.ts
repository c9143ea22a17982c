import type { RiskAlert } from '#domain/risk-alert.ts';
import type { AlertCriteria } from '#store/alerts/alert-log.ts';

/** A test whether an alert meets all of the criteria: the same answer as the alert log's own query gives. */
export const alertMatcher = (criteria: AlertCriteria): ((alert: RiskAlert) => boolean) => {
  const isWanted = {
    level: oneOf(criteria.levels),
    category: oneOf(criteria.categories),
    rule: oneOf(criteria.ruleKeys),
    region: oneOf(criteria.regions),
    viewer: oneOf<string | null>(criteria.viewerIds),
    content: oneOf<string | null>(criteria.contentIds),
  };
  return function matchesAlert(alert) {
    return (
      isWanted.level(alert.level) &&
      (criteria.categories === undefined || alert.categories.some(isWanted.category)) &&
      isWanted.rule(alert.ruleKey) &&
      isWanted.region(alert.region) &&
      isWanted.viewer(alert.viewerId) &&
      isWanted.content(alert.contentId) &&
      isWithin(criteria, alert.raisedAt)
    );
  };
};

const oneOf = <Value>(values: readonly Value[] | undefined): ((value: Value) => boolean) => {
  if (values === undefined) return () => true;
  const wanted = new Set(values);
  return (value) => wanted.has(value);
};

const isWithin = ({ raisedFrom, raisedTo }: AlertCriteria, at: Date): boolean =>
  (raisedFrom === undefined || at >= raisedFrom) && (raisedTo === undefined || at < raisedTo);

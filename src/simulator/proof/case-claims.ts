import { type Claim, claimOf, distinct, type RuleCategory } from './claim.ts';
import type { ProofCase } from './proof-case.ts';
import type { CaseFindings, ReadAlert, ReadFinding } from './read-findings.ts';
import type { SimulatedEvent } from '#simulator/simulated-event.ts';

/** The row of what came too late: each rule that could not be asked is a claim of its own. */
export const SKIPPED = 'skipped rules';
/** The row of alerts: one for each leading rule, subject and window in which an event was HIGH or above, with the right count. */
export const ALERTS = 'alerts';

/** Rules by key. */
export type RuleCategories = ReadonlyMap<string, RuleCategory>;

/** What a case should cause; which alerts, its own stored levels say. */
export const claimsExpected = (one: ProofCase, { events }: CaseFindings, rules: RuleCategories): readonly Claim[] => [
  ...distinct(one.expected.flatMap((rule) => one.firing.map((event) => claimOf(ruleOf(rules, rule), event)))),
  ...one.skipped.map((rule) => skippedClaim(one, rule)),
  ...alertsExpected(one, events, rules),
];

/** What it caused; rules that learn are passed over. */
export const claimsFound = (one: ProofCase, { events, alerts }: CaseFindings, rules: RuleCategories): readonly Claim[] => {
  const eventOf = eventsById(one);
  const findings = events.flatMap(({ eventId, assessment }) =>
    assessment.findings
      .filter(({ rule, error }) => error === null && isDeterministic(rule.key))
      .map(({ rule }) => claimOf(ruleOf(rules, rule.key), eventOf(eventId))),
  );
  const skipped = new Set(events.flatMap(({ assessment }) => assessment.skippedRules.map(({ key }) => key)).filter(isDeterministic));
  return [
    ...distinct(findings),
    ...[...skipped].map((rule) => skippedClaim(one, rule)),
    ...alerts.map((alert) => alertClaim(alert, eventOf(alert.event?.eventId ?? ''), rules)),
  ];
};

/** Rules that learn: what they find is not known beforehand. */
const NOT_DETERMINISTIC: ReadonlySet<string> = new Set(['anomalous-behaviour']);
const isDeterministic = (rule: string): boolean => !NOT_DETERMINISTIC.has(rule);

const ruleOf = (rules: RuleCategories, key: string): RuleCategory => rules.get(key) ?? { key, category: 'unknown' };

const eventsById = ({ events, name }: ProofCase): ((eventId: string) => SimulatedEvent) => {
  const known = new Map(events.map((event) => [event.eventId, event]));
  return function eventOf(eventId) {
    const event = known.get(eventId);
    if (event === undefined) throw new Error(`the story of ${name} has no event ${eventId}`);
    return event;
  };
};

const skippedClaim = ({ contentId, events }: ProofCase, rule: string): Claim => {
  const times = events.map(({ timestamp }) => timestamp).toSorted();
  return { rule: SKIPPED, subject: `${contentId}: ${rule}`, from: times[0] ?? '', to: times.at(-1) ?? '' };
};

const HIGH: ReadonlySet<string> = new Set(['HIGH', 'CRITICAL']);

const alertsExpected = (one: ProofCase, events: CaseFindings['events'], rules: RuleCategories): readonly Claim[] => {
  const eventOf = eventsById(one);
  const high = events.filter(({ assessment }) => HIGH.has(assessment.level));
  const causes = high.map(({ eventId, assessment }) => claimOf(ruleOf(rules, leading(assessment.findings)), eventOf(eventId)));
  const alerts = Map.groupBy(causes, ({ rule, subject, from }) => `${rule}|${subject}|${from}`);
  return [...alerts.values()].flatMap(([cause, ...more]) => (cause === undefined ? [] : alertOf(cause, 1 + more.length)));
};

const alertClaim = ({ findings, occurrences }: ReadAlert, event: SimulatedEvent, rules: RuleCategories): Claim =>
  alertOf(claimOf(ruleOf(rules, leading(findings)), event), occurrences);

const alertOf = ({ rule, subject, ...window }: Claim, occurrences: number): Claim => ({
  rule: ALERTS,
  subject: `${subject}: ${rule} × ${occurrences}`,
  ...window,
});

const leading = (findings: readonly ReadFinding[]): string =>
  findings.reduce((first, one) => (one.points > first.points ? one : first), findings[0] ?? NO_FINDING).rule.key;
const NO_FINDING: ReadFinding = { rule: { key: 'none' }, points: 0, error: null };

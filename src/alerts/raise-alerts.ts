import type { AssessedEvent } from '#domain/assessed-event.ts';
import type { AlertCandidate } from '#domain/risk-alert.ts';
import { type Finding, type RiskCategory, isAtLeast } from '#domain/risk.ts';

/** What raising alerts needs to know of a rule. */
export type AlertRule = { readonly name: string; readonly subject: 'viewer' | 'device' | 'content'; readonly repeatAfterMs: number };

/** The rules by key, in the order in which equal findings lead. */
export type AlertPolicy = ReadonlyMap<string, AlertRule>;

/**
 * The alerts a batch asks for: events at HIGH or above, one candidate per fingerprint (leading rule and subject) and
 * repeat window, with the number of events it stands for; ascending by time. The earliest event leads.
 */
export const alertCandidates = (assessed: readonly AssessedEvent[], policy: AlertPolicy): readonly AlertCandidate[] => {
  const candidates = new Map<string, AlertCandidate>();
  for (const event of assessed) {
    if (!isAtLeast(event.assessment.level, 'HIGH')) continue;
    const candidate = candidateOf(event, policy);
    if (candidate === null) continue;
    const id = `${candidate.fingerprint}\0${candidate.repeatKey}`;
    const known = candidates.get(id);
    candidates.set(id, known ? merged(known, candidate) : candidate);
  }
  return [...candidates.values()].toSorted(byTime);
};

const candidateOf = ({ identified, assessment }: AssessedEvent, policy: AlertPolicy): AlertCandidate | null => {
  const leading = leadingFinding(assessment.findings);
  const rule = leading && policy.get(leading.ruleKey);
  if (!leading || !rule) return null;
  const { key, event, viewerId } = identified;
  const occurredAt = event.occurredAt.getTime();
  const { repeatAfterMs } = rule;
  return {
    fingerprint: `${leading.ruleKey}:${subjectOf(identified, rule)}`,
    repeatKey: repeatAfterMs === 0 ? key : new Date(occurredAt - (occurredAt % repeatAfterMs)).toISOString(),
    ruleKey: leading.ruleKey,
    title: `${rule.name}: ${leading.observed}`,
    level: assessment.level,
    score: assessment.score,
    categories: categoriesOf(assessment.findings),
    findings: assessment.findings,
    eventKey: key,
    eventOccurredAt: event.occurredAt,
    viewerId,
    contentId: event.contentId,
    region: event.region,
    occurrences: 1,
  };
};

/** Of the rules that saw something; one that failed says nothing about its category. */
const categoriesOf = (findings: readonly Finding[]): readonly RiskCategory[] => [
  ...new Set(findings.flatMap(({ category, error }) => (error === null ? category : []))),
];

/** The finding with the most points; findings come in the order of the catalogue, so the first of equals leads. */
const leadingFinding = (findings: readonly Finding[]): Finding | null => {
  let leading: Finding | null = null;
  for (const finding of findings) if (leading === null || finding.points > leading.points) leading = finding;
  return leading;
};

/** Who the rule is about; where the event does not name it, who else it names, and at last the event itself. */
const subjectOf = ({ key, event, viewerId, deviceId }: AssessedEvent['identified'], { subject }: AlertRule): string => {
  const named = { viewer: viewerId, device: deviceId, content: event.contentId };
  const kind = [subject, 'viewer' as const, 'device' as const, 'content' as const].find((candidate) => named[candidate] !== null);
  return kind ? `${kind}:${named[kind]}` : `event:${key}`;
};

const merged = (a: AlertCandidate, b: AlertCandidate): AlertCandidate => ({
  ...(byTime(a, b) <= 0 ? a : b),
  occurrences: a.occurrences + b.occurrences,
});

/** By event time, then fingerprint, then event: the same whatever the order of the batch. */
const byTime = (a: AlertCandidate, b: AlertCandidate): number =>
  a.eventOccurredAt.getTime() - b.eventOccurredAt.getTime() || byText(a.fingerprint, b.fingerprint) || byText(a.eventKey, b.eventKey);

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

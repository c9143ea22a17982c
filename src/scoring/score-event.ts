import { LATENESS_MS_MAX } from '#domain/event-facts.ts';
import type { Finding, LevelThresholds, RiskAssessment, RiskLevel } from '#domain/risk.ts';
import type { CitedLaw } from '#privacy/law/law-entry.ts';
import type { RuleInForce } from './rule-in-force.ts';
import type { RuleInput, Sighting } from './rule.ts';
import type { Ruleset } from './ruleset.ts';

const NO_FINDINGS: readonly Finding[] = Object.freeze([]);
const NO_KEYS: readonly string[] = Object.freeze([]);
const SCORE_MAX = 100;

/**
 * Scores one event: every LIVE rule's finding, and the sum of their points clamped to 0–100. A rule that throws contributes 0 and its
 * error; a SHADOW rule that fires is only named.
 */
export const scoreEvent = ({ version, rules, levels }: Ruleset, input: RuleInput, evaluatedAt: Date): RiskAssessment => {
  const seen: Seen = { findings: null, skipped: null, shadow: null, points: 0 };
  for (const rule of rules) look(seen, rule, input);
  const score = Math.min(Math.max(seen.points, 0), SCORE_MAX);
  return {
    score,
    level: levelOf(score, levels),
    findings: seen.findings ?? NO_FINDINGS,
    skippedRules: seen.skipped ?? NO_KEYS,
    shadowRules: seen.shadow ?? NO_KEYS,
    rulesetVersion: version,
    evaluatedAt,
  };
};

/** What the rules have seen so far. Lists are made when there is something to put in: most events have nothing. */
type Seen = { findings: Finding[] | null; skipped: string[] | null; shadow: string[] | null; points: number };

const look = (seen: Seen, rule: RuleInForce, input: RuleInput): void => {
  if (isTooLateFor(rule, input)) {
    (seen.skipped ??= []).push(rule.key);
    return;
  }
  const finding = findingOf(rule, input, seen.findings ?? NO_FINDINGS);
  if (finding === null) return;
  if (rule.mode === 'SHADOW') {
    if (finding.error === null) (seen.shadow ??= []).push(rule.key);
    return;
  }
  (seen.findings ??= []).push(finding);
  seen.points += finding.points;
};

/** Windows remember LATENESS_MS_MAX longer than they look back; what comes later cannot be told from them. */
const isTooLateFor = ({ windowMs }: RuleInForce, { facts }: RuleInput): boolean =>
  windowMs !== null && facts.latenessMs > windowMs + LATENESS_MS_MAX;

const findingOf = (rule: RuleInForce, input: RuleInput, before: readonly Finding[]): Finding | null => {
  const { key: ruleKey, category } = rule;
  try {
    const sighting = rule.check(input);
    if (sighting === null) return null;
    const points = sighting.moves === undefined ? rule.points : movedPoints(rule.points, sighting.moves, before);
    if (points === null) return null;
    const { observed, threshold, explanation, law = NO_LAW } = sighting;
    return { ruleKey, category, points, observed, threshold, explanation, ...restingOn(law), error: null };
  } catch (error) {
    const reason = error instanceof Error ? error.constructor.name : typeof error; // a message may quote the event
    return {
      ruleKey,
      category,
      points: 0,
      observed: 'not evaluated',
      threshold: null,
      explanation: 'The rule failed and contributed nothing.',
      ...restingOn(NO_LAW),
      error: reason,
    };
  }
};

const NO_LAW: readonly CitedLaw[] = [];

const restingOn = (law: readonly CitedLaw[]): Pick<Finding, 'regulations' | 'law'> => ({
  regulations: [...new Set(law.map(({ regulation }) => regulation))],
  law: law.map(({ version }) => version),
});

/** Never more than the category has: other categories keep every point. Null where there is nothing to move. */
const movedPoints = (points: number, { category, sign }: NonNullable<Sighting['moves']>, before: readonly Finding[]): number | null => {
  const there = before.reduce((sum, finding) => (finding.category === category ? sum + finding.points : sum), 0);
  const moved = Math.min(points, there);
  return moved > 0 ? sign * moved : null;
};

const levelOf = (score: number, { medium, high, critical }: LevelThresholds): RiskLevel => {
  if (score < medium) return 'LOW';
  if (score < high) return 'MEDIUM';
  return score < critical ? 'HIGH' : 'CRITICAL';
};

import type { Claim } from './claim.ts';

/** How well one rule did. Precision and recall are 1 when there was nothing to find and nothing was found. */
export type RuleProof = {
  readonly rule: string;
  readonly expected: number;
  readonly found: number;
  readonly precision: number;
  readonly recall: number;
  readonly missed: readonly Claim[];
  readonly invented: readonly Claim[];
};

/** Compares what should be found with what was, rule by rule in the order of their names. */
export const confusion = (expected: readonly Claim[], found: readonly Claim[]): readonly RuleProof[] => {
  const rules = [...new Set([...expected, ...found].map(({ rule }) => rule))].toSorted();
  return rules.map((rule) => proofOf(rule, expected.filter(isOf(rule)), found.filter(isOf(rule))));
};

/** True when everything was found, and nothing else. */
export const isPerfect = (proofs: readonly RuleProof[]): boolean =>
  proofs.every(({ precision, recall }) => precision === 1 && recall === 1);

const isOf =
  (rule: string) =>
  (claim: Claim): boolean =>
    claim.rule === rule;

const proofOf = (rule: string, expected: readonly Claim[], found: readonly Claim[]): RuleProof => {
  const missed = expected.filter((claim) => !found.some((other) => isSame(claim, other)));
  const invented = found.filter((claim) => !expected.some((other) => isSame(claim, other)));
  return {
    rule,
    expected: expected.length,
    found: found.length,
    precision: share(found.length - invented.length, found.length),
    recall: share(expected.length - missed.length, expected.length),
    missed,
    invented,
  };
};

const isSame = (a: Claim, b: Claim): boolean => a.subject === b.subject && a.from === b.from && a.to === b.to;
const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);

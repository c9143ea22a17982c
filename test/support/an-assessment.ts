import type { RiskAssessment } from '#domain/risk.ts';
import { NOON } from './builders.ts';

/** An assessment of a harmless event; a test names only what matters to it. */
export const anAssessment = (overrides: Partial<RiskAssessment> = {}): RiskAssessment => ({
  score: 0,
  level: 'LOW',
  findings: [],
  skippedRules: [],
  shadowRules: [],
  rulesetVersion: 'test-1',
  evaluatedAt: NOON,
  ...overrides,
});

import type { Finding } from '#domain/risk.ts';

/** What a rule saw; a test names only what matters to it. */
export const aFinding = (overrides: Partial<Finding> = {}): Finding => ({
  ruleKey: 'multi-region',
  category: 'ACCOUNT',
  points: 35,
  observed: '3 regions',
  threshold: '3',
  explanation: 'x',
  regulations: [],
  error: null,
  ...overrides,
});

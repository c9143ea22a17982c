import type { RiskAlert } from '#domain/risk-alert.ts';

/** What every alert of the fan-out says: two findings, as most alerts have, so that a message has a usual size. */
export const raisedAlert = (raisedAt: Date): Partial<RiskAlert> => ({
  raisedAt,
  fingerprint: 'multi-region:viewer:0190b1f4-7a51-4c0e-9d3c-2f8f5a1f7c11',
  ruleKey: 'multi-region',
  title: 'One viewer in more regions than usual',
  level: 'HIGH',
  score: 65,
  categories: ['ACCOUNT'],
  viewerId: '0190b1f4-7a51-4c0e-9d3c-2f8f5a1f7c11',
  contentId: 'movie_1042',
  region: 'NL',
  findings: [
    {
      ruleKey: 'multi-region',
      category: 'ACCOUNT',
      points: 35,
      observed: '4 regions: DE, FR, NL, US-CA',
      threshold: '2 regions',
      explanation: 'The viewer was seen in 4 regions within 1 hour; more than 2 are unusual for one person.',
      regulations: [],
      error: null,
    },
    {
      ruleKey: 'multi-ip',
      category: 'ACCOUNT',
      points: 30,
      observed: '5 networks',
      threshold: '3 networks',
      explanation: 'The viewer was seen in 5 networks within 1 hour; more than 3 are unusual for one household.',
      regulations: [],
      error: null,
    },
  ],
});

import { describe, expect, it } from 'vitest';
import type { RiskAssessment } from '#domain/risk.ts';
import { NOON } from '../../support/builders.ts';
import { createMemoryApi, NOW } from '../../support/memory-api.ts';

const ASSESSMENT: RiskAssessment = {
  score: 75,
  level: 'HIGH',
  findings: [
    {
      ruleKey: 'eu-missing-consent',
      category: 'PRIVACY',
      points: 60,
      observed: 'no consent reported',
      threshold: 'consent given',
      explanation: 'Measured in NL.',
      regulations: ['GDPR'],
      law: ['gdpr-eu-1'],
      error: null,
    },
  ],
  skippedRules: ['multi-region'],
  shadowRules: ['multi-ip'],
  rulesetVersion: 'default-1',
  evaluatedAt: NOON,
};

const DRY_RUN = `mutation DryRun($input: IngestEventsInput!) {
  ingestEvents(input: $input) {
    assessments {
      index eventId score level skippedRules shadowRules rulesetVersion
      findings { rule { key } category points observed threshold explanation regulations citations { label } error }
    }
  }
}`;

describe('a dry run', () => {
  it('answers what would be made of each event', async () => {
    const receipt = { batchId: 'b', receivedAt: NOW, acceptedCount: 1, rejectedCount: 0, replayed: false, durability: null };
    const assessments = [{ index: 0, eventId: 'e-1', assessment: ASSESSMENT }];
    await using api = await createMemoryApi({
      ingest: { ingestBatch: async () => ({ ...receipt, rejected: [], warnings: [], problems: [], assessments }) },
    });
    const { data, errors } = await api.ask(DRY_RUN, { input: { events: [], dryRun: true } });
    expect(errors).toBeUndefined();
    const { score, level, skippedRules, shadowRules, rulesetVersion } = ASSESSMENT;
    const [finding] = ASSESSMENT.findings;
    const { ruleKey: key, law: _law, ...seen } = finding ?? { ruleKey: '' };
    expect(data).toMatchObject({
      ingestEvents: {
        assessments: [
          {
            index: 0,
            eventId: 'e-1',
            score,
            level,
            skippedRules,
            shadowRules,
            rulesetVersion,
            findings: [{ ...seen, rule: { key }, citations: [{ label: 'GDPR art. 6(1)(a), 7' }, { label: 'GDPR art. 8' }] }],
          },
        ],
      },
    });
  });
});

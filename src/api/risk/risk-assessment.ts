import { builder } from '#api/builder.ts';
import { Event, RiskAssessment, Rule } from '#api/type-refs.ts';
import { Finding } from './finding.ts';
import { RiskLevel } from './risk-level.ts';
import { ruleOf } from './rule.ts';

const KEY_SHAPE = /^[0-9a-f]{32}$/;

builder.node(RiskAssessment, {
  authScopes: { scope: 'RISK_READ' },
  description: 'What the rules made of one event: findings whose points add up to its score.',
  id: { resolve: ({ event }) => event.key },
  loadOne: async (key, { loaders }) => {
    const event = KEY_SHAPE.test(key) ? await loaders.eventByKey.load(key) : null;
    return event === null ? null : { event };
  },
  fields: (t) => ({
    event: t.expose('event', { type: Event, description: 'The event it was made of.' }),
    score: t.int({
      description: '0 to 100: the sum of the points of the findings, clamped.',
      resolve: ({ event }) => event.assessment.score,
    }),
    level: t.field({ type: RiskLevel, description: 'The score in a word.', resolve: ({ event }) => event.assessment.level }),
    findings: t.field({
      type: [Finding],
      description: 'What each rule that fired saw; empty when none did.',
      resolve: ({ event }) => event.assessment.findings,
    }),
    skippedRules: t.field({
      type: [Rule],
      description: 'Rules over a window that could not be asked, because the event came too late for what is remembered.',
      resolve: ({ event }, _args, { ports }) => event.assessment.skippedRules.map((ruleKey) => ruleOf(ports.rules.all(), { ruleKey })),
    }),
    shadowRules: t.field({
      type: [Rule],
      description: 'SHADOW rules that would have fired; they add nothing to the score and raise no alert.',
      resolve: ({ event }, _args, { ports }) => event.assessment.shadowRules.map((ruleKey) => ruleOf(ports.rules.all(), { ruleKey })),
    }),
    rulesetVersion: t.string({
      description: 'Version of the rules, points and thresholds it was made with.',
      resolve: ({ event }) => event.assessment.rulesetVersion,
    }),
    evaluatedAt: t.field({
      type: 'DateTime',
      description: 'When it was made (UTC).',
      resolve: ({ event }) => event.assessment.evaluatedAt,
    }),
  }),
});

import { builder } from '#api/builder.ts';
import { Rule } from '#api/type-refs.ts';
import type { Finding as FindingShape } from '#domain/risk.ts';
import { findingCitations } from '#scoring/finding-citations.ts';
import { Citation } from './citation.ts';
import { Regulation } from './regulation.ts';
import { RiskCategory } from './risk-category.ts';
import { ruleOf } from './rule.ts';

/** What one rule saw. */
export const Finding = builder.objectRef<FindingShape>('Finding').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'What one rule saw in one event. The points of all findings of an event add up to its score.',
  fields: (t) => ({
    rule: t.field({
      type: Rule,
      description: 'The rule that saw it.',
      resolve: (finding, _args, { ports }) => ruleOf(ports.rules.all(), finding),
    }),
    category: t.expose('category', { type: RiskCategory, description: 'What kind of risk it is.' }),
    points: t.exposeInt('points', {
      description:
        'What it added to the score, 0 to 100; 0 for a rule that failed; negative for a plan that takes points of account findings back.',
    }),
    observed: t.exposeString('observed', { description: 'What was seen, e.g. "4 regions".' }),
    threshold: t.exposeString('threshold', { nullable: true, description: 'The limit it was held against; null for rules without one.' }),
    explanation: t.exposeString('explanation', { description: 'One sentence: what happened, against which limit, over which span.' }),
    regulations: t.expose('regulations', { type: [Regulation], description: 'Laws it concerns; empty when none.' }),
    citations: t.field({
      type: [Citation],
      description: 'What it rests on: the law as it stood in the region and on the day of the event, and what the rule cites besides.',
      resolve: (finding, _args, { ports }) => findingCitations(finding, ruleOf(ports.rules.all(), finding).citations),
    }),
    error: t.exposeString('error', {
      nullable: true,
      description: 'Why the rule failed; it then adds 0 points and never hides the event. Null when it did not fail.',
    }),
  }),
});

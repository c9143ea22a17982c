import { builder } from '#api/builder.ts';
import { ruleOf } from '#api/risk/rule.ts';
import { Rule } from '#api/type-refs.ts';

/** How often a rule fired. */
export const RuleCount = builder.objectRef<{ readonly ruleKey: string; readonly count: number }>('RuleCount').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'How often a rule fired.',
  fields: (t) => ({
    rule: t.field({
      type: Rule,
      description: 'The rule that fired.',
      resolve: ({ ruleKey }, _args, { ports }) => ruleOf(ports.rules.all(), { ruleKey }),
    }),
    count: t.expose('count', { type: 'SafeInt', description: 'Events in which it fired.' }),
  }),
});

import { builder } from '#api/builder.ts';
import { RiskCategory } from '#api/risk/risk-category.ts';
import { Rule } from '#api/type-refs.ts';
import { CATALOGUE } from '#scoring/catalogue.ts';
import { RuleMode } from './rule-mode.ts';

builder.queryField('rules', (t) =>
  t.field({
    type: [Rule],
    description: 'The rules as they are in force, in the order in which findings of equal points lead.',
    args: {
      category: t.arg({ type: [RiskCategory], description: 'Only rules about one of these kinds of risk.' }),
      mode: t.arg({ type: [RuleMode], description: 'Only rules in one of these modes.' }),
    },
    extensions: { items: CATALOGUE.length },
    resolve: (_root, { category, mode }, { ports }) =>
      ports.rules
        .all()
        .filter(
          (rule) =>
            (category == null || (rule.category !== null && category.includes(rule.category))) && (mode?.includes(rule.mode) ?? true),
        ),
  }),
);

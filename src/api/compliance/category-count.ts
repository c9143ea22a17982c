import { builder } from '#api/builder.ts';
import { RiskCategory } from '#api/risk/risk-category.ts';
import type { RiskCategory as Category } from '#domain/risk.ts';

/** How many findings were of one kind of risk. */
export const CategoryCount = builder.objectRef<{ readonly category: Category; readonly count: number }>('CategoryCount').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'How many findings were of this kind of risk.',
  fields: (t) => ({
    category: t.expose('category', { type: RiskCategory, description: 'What kind of risk was found.' }),
    count: t.expose('count', { type: 'SafeInt', description: 'Findings of this kind.' }),
  }),
});

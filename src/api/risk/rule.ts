import { builder } from '#api/builder.ts';
import type { RuleDescription } from '#api/rule-description.ts';
import { Rule } from '#api/type-refs.ts';
import { RuleMode } from '#api/rules/rule-mode.ts';
import { RuleVersion } from '#api/rules/rule-version.ts';
import { Citation } from './citation.ts';
import { RiskCategory } from './risk-category.ts';

builder.node(Rule, {
  authScopes: { scope: 'RISK_READ' },
  description: 'One check of the catalogue: what it looks for, and what it adds to the score of an event.',
  id: { resolve: ({ key }) => key },
  loadOne: (key, { ports }) => ports.rules.all().find((rule) => rule.key === key) ?? null,
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Stable name in kebab-case; never used again for another rule.' }),
    name: t.exposeString('name', { description: 'Its name for people.' }),
    description: t.exposeString('description', { description: 'When it fires and why that matters.' }),
    category: t.expose('category', {
      type: RiskCategory,
      nullable: true,
      description: 'What kind of risk it is about; null when it has left the catalogue and no finding tells.',
    }),
    mode: t.expose('mode', { type: RuleMode, description: 'What becomes of what it sees.' }),
    points: t.exposeInt('points', { description: 'What it adds to the score when it fires, 0 to 100.' }),
    parameters: t.expose('parameters', {
      type: 'JSONObject',
      description: 'Its thresholds and windows; names that end in Ms are milliseconds.',
    }),
    version: t.exposeInt('version', { description: 'Of its settings: 1, and one more with every change; hand it to `updateRule`.' }),
    history: t.field({
      type: [RuleVersion],
      description: 'What it was set to, the newest first; empty while it has its defaults.',
      resolve: ({ key }, _args, { ports }) => ports.rules.versionsOf(key),
    }),
    citations: t.expose('citations', { type: [Citation], description: 'What it rests on.' }),
  }),
});

/** The rule of a key. One that has left the catalogue is known by its key alone, and by its category where a finding tells. */
export const ruleOf = (
  rules: readonly RuleDescription[],
  { ruleKey, category = null }: { readonly ruleKey: string; readonly category?: RuleDescription['category'] },
): RuleDescription => rules.find(({ key }) => key === ruleKey) ?? retired(ruleKey, category);

const retired = (key: string, category: RuleDescription['category']): RuleDescription => ({
  key,
  name: key,
  description: 'No longer in the catalogue.',
  category,
  mode: 'DISABLED',
  points: 0,
  parameters: {},
  version: 1,
  citations: [],
  windowMs: null,
});

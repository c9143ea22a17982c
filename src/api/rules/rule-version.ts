import { builder } from '#api/builder.ts';
import type { RuleSetting } from '#domain/rule-setting.ts';
import { RuleMode } from './rule-mode.ts';

/** What a rule was set to once. */
export const RuleVersion = builder.objectRef<RuleSetting>('RuleVersion').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'What a rule was set to, from one change to the next.',
  fields: (t) => ({
    version: t.exposeInt('version', { description: 'Number of the setting; the defaults are 1 and not in the list.' }),
    mode: t.expose('mode', { type: RuleMode, description: 'What became of what it saw.' }),
    points: t.exposeInt('points', { description: 'What it added to the score when it fired, 0 to 100.' }),
    parameters: t.expose('parameters', { type: 'JSONObject', description: 'Its thresholds and windows then.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'Since when it was set so.' }),
  }),
});

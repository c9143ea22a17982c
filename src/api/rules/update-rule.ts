import { builder } from '#api/builder.ts';
import type { RuleDescription } from '#api/rule-description.ts';
import { Rule } from '#api/type-refs.ts';
import type { RuleUpdateOutcome } from '#scoring/rule-update.ts';
import { RuleError, type RuleProblem } from './rule-error.ts';
import { RuleMode } from './rule-mode.ts';

const UpdateRuleInput = builder.inputType('UpdateRuleInput', {
  description: 'What to change of a rule; what is left out stays as it is.',
  fields: (t) => ({
    key: t.string({ required: true, description: 'The `key` of the rule.' }),
    expectedVersion: t.int({
      required: true,
      description: 'The `version` that was looked at: nothing is changed when it is another by now.',
    }),
    mode: t.field({ type: RuleMode, description: 'What becomes of what the rule sees.' }),
    points: t.int({ description: 'What it adds to the score when it fires, 0 to 100.' }),
    parameters: t.field({ type: 'JSONObject', description: 'Thresholds and windows by name; those not named stay as they are.' }),
  }),
});

type Payload = { readonly rule: RuleDescription | null; readonly errors: readonly RuleProblem[] };

const UpdateRulePayload = builder.objectRef<Payload>('UpdateRulePayload').implement({
  authScopes: { scope: 'RULES_WRITE' },
  description: 'What became of the change.',
  fields: (t) => ({
    rule: t.expose('rule', { type: Rule, nullable: true, description: 'The rule as it is now in force; null when nothing was changed.' }),
    errors: t.expose('errors', { type: [RuleError], description: 'Why nothing was changed; empty when it was.' }),
  }),
});

builder.mutationField('updateRule', (t) =>
  t.field({
    type: UpdateRulePayload,
    description:
      'Changes mode, points or parameters of a rule; in force in every process within 2 seconds. Events stored before keep their score.',
    args: { input: t.arg({ type: UpdateRuleInput, required: true, description: 'Which rule, and what to change.' }) },
    resolve: async (_root, { input }, { ports }) => payloadOf(await ports.rules.update(input)),
  }),
);

const payloadOf = (outcome: RuleUpdateOutcome): Payload =>
  outcome.kind === 'UPDATED' ? { rule: outcome.rule, errors: [] } : { rule: null, errors: problemsOf(outcome) };

const problemsOf = (outcome: Exclude<RuleUpdateOutcome, { kind: 'UPDATED' }>): readonly RuleProblem[] => {
  switch (outcome.kind) {
    case 'NOT_FOUND':
      return [{ kind: 'NOT_FOUND', message: 'There is no rule of this key; `rules` lists them.', path: ['key'] }];
    case 'CONFLICT':
      return [{ kind: 'CONFLICT', message: `The rule is at version ${outcome.version} by now.`, path: ['expectedVersion'] }];
    case 'INVALID':
      return outcome.issues.map(({ path, message }) => ({ kind: 'INVALID_INPUT', message, path }));
    default:
      return outcome satisfies never;
  }
};

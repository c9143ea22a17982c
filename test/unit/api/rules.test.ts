import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '#scoring/catalogue.ts';
import type { RuleUpdate, RuleUpdateOutcome } from '#scoring/rule-update.ts';
import { createMemoryApi } from '../../support/memory-api.ts';

const RULES = 'query ($category: [RiskCategory!], $mode: [RuleMode!]) { rules(category: $category, mode: $mode) { key } }';
const UPDATE = `mutation ($input: UpdateRuleInput!) { updateRule(input: $input) {
  rule { key mode points parameters version }
  errors { __typename ... on UserError { message path } }
} }`;

describe('the rules', () => {
  const modes = new Map([
    ['multi-ip', 'SHADOW' as const],
    ['high-frequency', 'DISABLED' as const],
  ]);
  const all = () => CATALOGUE.map((rule) => ({ ...rule, mode: modes.get(rule.key) ?? ('LIVE' as const) }));

  it.each([
    [{}, CATALOGUE.map(({ key }) => key)],
    [{ mode: ['SHADOW'] }, ['multi-ip']],
    [{ mode: ['SHADOW', 'DISABLED'] }, ['multi-ip', 'high-frequency']],
    [{ category: ['DEVICE'] }, ['device-error-rate']],
    [{ category: ['DEVICE'], mode: ['SHADOW'] }, []],
  ])('that meet %j', async (variables, keys) => {
    await using api = await createMemoryApi({ rules: { all } });
    const { data } = await api.ask(RULES, variables);
    expect(data).toEqual({ rules: keys.map((key) => ({ key })) });
  });
});

describe('an update of a rule', () => {
  const [rule] = CATALOGUE;
  if (rule === undefined) throw new Error('no rules');
  const answering = async (outcome: RuleUpdateOutcome) => {
    const updates: RuleUpdate[] = [];
    const update = async (asked: RuleUpdate) => (updates.push(asked), outcome);
    await using api = await createMemoryApi({ rules: { update } });
    const input = { key: rule.key, expectedVersion: 1, mode: 'SHADOW', parameters: { limit: 2 } };
    const { data } = await api.ask(UPDATE, { input });
    expect(updates).toEqual([input]);
    return data?.['updateRule'];
  };

  it('answers the rule as it is then', async () => {
    const { key, parameters } = rule;
    const updated = { ...rule, mode: 'SHADOW' as const, points: 1, version: 2 };
    expect(await answering({ kind: 'UPDATED', rule: updated })).toEqual({
      rule: { key, mode: 'SHADOW', points: 1, parameters, version: 2 },
      errors: [],
    });
  });

  it.each<[RuleUpdateOutcome, object]>([
    [{ kind: 'NOT_FOUND' }, { __typename: 'NotFoundError', path: ['key'] }],
    [
      { kind: 'CONFLICT', version: 7 },
      { __typename: 'ConflictError', path: ['expectedVersion'], message: 'The rule is at version 7 by now.' },
    ],
    [
      { kind: 'INVALID', issues: [{ path: ['parameters', 'limit'], message: 'too small' }] },
      { __typename: 'InvalidInputError', path: ['parameters', 'limit'], message: 'too small' },
    ],
  ])('tells %j as data', async (outcome, error) => {
    expect(await answering(outcome)).toMatchObject({ rule: null, errors: [error] });
  });
});

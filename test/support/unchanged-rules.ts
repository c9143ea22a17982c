import type { ApiPorts } from '#api/context.ts';
import { CATALOGUE } from '#scoring/catalogue.ts';

/** The rules of the catalogue, which nobody can change. */
export const unchangedRules: ApiPorts['rules'] = {
  all: () => CATALOGUE,
  update: async () => ({ kind: 'NOT_FOUND' }),
  rulesetOf: async () => null,
  versionsOf: async () => [],
};

import { builder } from '#api/builder.ts';
import { ConflictError } from '#api/common/conflict-error.ts';
import { InvalidInputError } from '#api/common/invalid-input-error.ts';
import { NotFoundError } from '#api/common/not-found-error.ts';

const TYPES = { NOT_FOUND: NotFoundError, INVALID_INPUT: InvalidInputError, CONFLICT: ConflictError } as const;

/** Why nothing was changed. */
export type RuleProblem = { readonly kind: keyof typeof TYPES; readonly message: string; readonly path: readonly string[] };

/** Why a rule or a preference was not changed. */
export const RuleError = builder.unionType('RuleError', {
  description: 'Why nothing was changed.',
  types: [NotFoundError, InvalidInputError, ConflictError],
  resolveType: ({ kind }) => TYPES[kind],
});

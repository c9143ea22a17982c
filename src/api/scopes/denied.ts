import type { AuthFailure } from '@pothos/plugin-scope-auth';
import type { GraphQLError } from 'graphql';
import type { Principal } from '#access/principal.ts';
import { apiError } from '#api/api-error.ts';
import { isScope, type Scope } from '#domain/scope.ts';

/** Why a caller does not get something: not known, or with none of the scopes of which one is needed. */
export const denied = ({ kind }: Principal, what: string, scopes: readonly Scope[]): GraphQLError =>
  kind === 'ANONYMOUS'
    ? apiError('UNAUTHENTICATED', `${what} is not public: send Authorization: Bearer <token or API key>.`)
    : apiError('FORBIDDEN', `${what} needs ${scopes.join(' or ') || 'more than any scope'}, which your credential does not have.`);

/** The scopes of which one would have been enough. */
export const missingScopes = (failure: AuthFailure): readonly Scope[] => {
  if ('failures' in failure) return failure.failures.flatMap(missingScopes);
  if (!('parameter' in failure)) return [];
  return [failure.parameter].flat().filter((name) => typeof name === 'string' && isScope(name));
};

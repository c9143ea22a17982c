import type { GraphQLError } from 'graphql';
import type { Principal } from '#access/principal.ts';
import { apiError } from './api-error.ts';

/** Why a caller does not get a field: not known, or without the scope for it. */
export const denied = ({ kind }: Principal, field: string): GraphQLError =>
  kind === 'ANONYMOUS'
    ? apiError('UNAUTHENTICATED', `${field} is not public: send Authorization: Bearer <token or API key>.`)
    : apiError('FORBIDDEN', `Your credential lacks the scope for ${field}; its description names it.`);

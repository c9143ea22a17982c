import type { Principal as Shape } from '#access/principal.ts';
import { builder } from '#api/builder.ts';
import { enumOf } from '#api/common/enum-of.ts';
import { lookAtLimits, RateLimit } from './rate-limit.ts';
import { Role } from './role.ts';
import { Scope } from './scope.ts';

type Kind = Exclude<Shape['kind'], 'ANONYMOUS'>;

const PrincipalKind = enumOf<Kind>('PrincipalKind', 'By what a caller is known.', {
  USER: 'A person, by the token of a sign-in or of an identity provider.',
  API_KEY: 'A program, by the secret of its API key.',
});

/** Who is calling. */
export const Principal = builder.objectRef<Shape & { readonly kind: Kind }>('Principal').implement({
  description: 'Who is calling, and what they may do.',
  fields: (t) => ({
    kind: t.expose('kind', { type: PrincipalKind, description: 'Whether a person calls, or a program.' }),
    name: t.exposeString('name', { description: 'User name, or what the API key is called.' }),
    role: t.expose('role', { type: Role, nullable: true, description: 'Decides what a person may do; null when the caller has none.' }),
    scopes: t.field({ type: [Scope], description: 'Everything the caller may do.', resolve: ({ scopes }) => [...scopes] }),
    rateLimits: t.field({
      type: [RateLimit],
      description: 'How much the caller may send, and how much of that is left.',
      resolve: (principal, _args, context) => lookAtLimits(context, principal),
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the credential ends by itself (UTC); null when it does not. It may be revoked before.',
    }),
  }),
});

builder.queryField('me', (t) =>
  t.field({
    type: Principal,
    description: 'Who is calling, by the credential that came with the request.',
    authScopes: { isKnown: true },
    resolve: (...[, , { principal }]) => {
      if (principal.kind === 'ANONYMOUS') throw new Error('nobody is let through without a credential');
      return { ...principal, kind: principal.kind };
    },
  }),
);

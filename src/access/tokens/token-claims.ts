import { z } from 'zod';
import { type Scope, isScope } from '#domain/scope.ts';
import { USER_ROLES } from '#domain/user-role.ts';
import { type Principal, userPrincipal } from '#access/principal.ts';
import { SCOPES_OF_ROLE } from '#access/role.ts';

/** Ed25519 (RFC 8037): the one algorithm of our own tokens. */
export const TOKEN_ALGORITHM = 'EdDSA';
/** RFC 9068: what an access token says it is. */
export const TOKEN_TYPE = 'at+jwt';
/** Who our own tokens are of, and for. */
export const TOKEN_ISSUER = 'playguard';
export const TOKEN_AUDIENCE = 'playguard-api';
/** What clocks of two machines may differ. */
export const CLOCK_TOLERANCE_SECONDS = 5;
/** A token of a sign-in. */
export const TOKEN_MS = 15 * 60_000;
/** The longest a token of ours may live: those of a demo, which nobody renews. */
export const TOKEN_MS_MAX = 12 * 3_600_000;

/** What our own tokens say. */
export const TokenClaims = z.object({
  sub: z.uuid(),
  sid: z.uuid(),
  name: z.string().min(1),
  role: z.enum(USER_ROLES),
  scopes: z.array(z.string()),
  exp: z.number(),
});
export type TokenClaims = z.infer<typeof TokenClaims>;

/** Whom claims speak of: never more than their role may do by now. */
export const principalOfClaims = ({ sub, sid, name, role, scopes, exp }: TokenClaims): Principal =>
  userPrincipal({
    id: sub,
    sessionId: sid,
    name,
    role,
    scopes: new Set(scopes.filter((scope): scope is Scope => isScope(scope) && SCOPES_OF_ROLE[role].has(scope))),
    expiresAt: new Date(exp * 1_000),
  });

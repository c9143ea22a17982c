import { createRemoteJWKSet, errors, jwtVerify, type JWSAlgorithm, type JWTPayload } from 'jose';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Authentication, CredentialCheck } from '#access/authenticator.ts';
import { userPrincipal } from '#access/principal.ts';
import { SCOPES_OF_ROLE } from '#access/role.ts';
import { type UserRole, USER_ROLES } from '#domain/user-role.ts';
import { CLOCK_TOLERANCE_SECONDS } from './token-claims.ts';

/** Who signs people in instead of us (OpenID Connect, RFC 9068). */
export type IdentityProvider = {
  /** Where its public keys are. */
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
  /** The claim with the role: `ADMIN` or `ANALYST`, alone or in a list; with dots, the way into an object. */
  readonly roleClaim: string;
};

export type ProviderTokenParts = { readonly provider: IdentityProvider; readonly now: () => Date; readonly log: Logger };

/** Asymmetric ones alone: a published key must never do as a shared secret. */
const ALGORITHMS: JWSAlgorithm[] = ['EdDSA', 'Ed25519', 'ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'];
/** Unknown key ids lead to one request of the provider in so long. */
const ASK_MS_BETWEEN = 30_000;
const KEYS_MS_MAX = 600_000;
const ANSWER_MS_MAX = 5_000;
const COMPLAINT_MS_BETWEEN = 60_000;

/** Knows people by the tokens of an identity provider, until those expire. */
export const createProviderTokenCheck = ({ provider, now, log }: ProviderTokenParts): CredentialCheck => {
  const findKey = createRemoteJWKSet(new URL(provider.jwksUrl), {
    cooldownDuration: ASK_MS_BETWEEN,
    cacheMaxAge: KEYS_MS_MAX,
    timeoutDuration: ANSWER_MS_MAX,
  });
  let complainedAt = 0;
  const complain = (error: unknown): void => {
    if (now().getTime() - complainedAt < COMPLAINT_MS_BETWEEN) return;
    complainedAt = now().getTime();
    log.warn({ err: error }, 'the keys of the identity provider cannot be read: its tokens are refused');
  };
  return {
    authenticate: async (token) => {
      try {
        const { payload } = await jwtVerify(token, findKey, {
          algorithms: ALGORITHMS,
          issuer: provider.issuer,
          audience: provider.audience,
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
          requiredClaims: ['sub', 'exp'],
          currentDate: now(),
        });
        return personOf(payload, provider);
      } catch (error) {
        if (isTokensFault(error)) return REFUSED;
        complain(error);
        return AWAY;
      }
    },
    isStanding: () => true,
  };
};

const REFUSED: Authentication = {
  kind: 'REFUSED',
  reason: 'This token is not one of the identity provider for this server, or not any more.',
};
const AWAY: Authentication = {
  kind: 'REFUSED',
  reason: 'The identity provider does not answer, so its token cannot be looked at: try again later.',
};

/** What goes wrong while the keys are fetched. */
const FETCHING: ReadonlySet<string> = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']);

const isTokensFault = (error: unknown): boolean => error instanceof errors.JOSEError && !FETCHING.has(error.code);

const Person = z.object({
  sub: z.string().min(1).max(255),
  exp: z.number(),
  name: z.string().optional().catch(undefined),
  preferred_username: z.string().optional().catch(undefined),
});

/** Names are shown, not trusted. */
const NAME_CHARACTERS_MAX = 100;

const personOf = (payload: JWTPayload, { roleClaim }: IdentityProvider): Authentication => {
  const person = Person.safeParse(payload).data;
  if (person === undefined) return REFUSED;
  const role = roleIn(payload, roleClaim);
  if (role === null) return { kind: 'REFUSED', reason: `Your token has no role here: its claim ${roleClaim} must be ADMIN or ANALYST.` };
  const name = (person.preferred_username ?? person.name ?? person.sub).slice(0, NAME_CHARACTERS_MAX);
  const expiresAt = new Date(person.exp * 1_000);
  return {
    kind: 'KNOWN',
    principal: userPrincipal({ id: person.sub, name, role, scopes: SCOPES_OF_ROLE[role], expiresAt, sessionId: null }),
  };
};

/** The first of the roles we know that the claim names. */
const roleIn = (payload: JWTPayload, claim: string): UserRole | null => {
  const value = claim in payload ? payload[claim] : claim.split('.').reduce(partOf, payload);
  const named = new Set([value].flat().map((text) => (typeof text === 'string' ? text.toUpperCase() : '')));
  return USER_ROLES.find((role) => named.has(role)) ?? null;
};

const partOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

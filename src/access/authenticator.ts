import type { Credential } from './credential.ts';
import { ANONYMOUS, type Principal } from './principal.ts';

/** Who shows a credential, or why it is not taken; a reason says nothing about what is known here. */
export type Authentication =
  | { readonly kind: 'KNOWN'; readonly principal: Principal }
  | { readonly kind: 'REFUSED'; readonly reason: string };

/** Knows callers of one kind by what they show. */
export type CredentialCheck = {
  authenticate(secret: string): Promise<Authentication>;
  /** Whether a caller who was known may go on; false within 2 s of the credential being disabled, deleted or signed out. */
  isStanding(principal: Principal): boolean;
};

/** Tells who is calling. */
export type Authenticator = {
  /** Without a credential it is ANONYMOUS. */
  authenticate(credential: Credential | null): Promise<Authentication>;
  /** Whether a caller who was known may go on. */
  isStanding(principal: Principal): boolean;
};

/** Sends each credential to who knows its kind. */
export const createAuthenticator = ({
  apiKeys,
  tokens,
  now,
}: {
  readonly apiKeys: CredentialCheck;
  readonly tokens: CredentialCheck;
  readonly now: () => Date;
}): Authenticator => ({
  authenticate: async (credential) => {
    if (credential === null) return NOBODY;
    return credential.kind === 'API_KEY' ? apiKeys.authenticate(credential.secret) : tokens.authenticate(credential.secret);
  },
  isStanding: (principal) => {
    if (principal.expiresAt !== null && principal.expiresAt <= now()) return false;
    switch (principal.kind) {
      case 'API_KEY':
        return apiKeys.isStanding(principal);
      case 'USER':
        return tokens.isStanding(principal);
      case 'ANONYMOUS':
        return true;
      default:
        return principal.kind satisfies never;
    }
  },
});

const NOBODY: Authentication = { kind: 'KNOWN', principal: ANONYMOUS };

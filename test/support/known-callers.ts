import { type Authenticator, type CredentialCheck, createAuthenticator } from '#access/authenticator.ts';
import type { Principal } from '#access/principal.ts';

/** Callers by what they show, of whom each can be turned away. */
export type KnownCallers = {
  readonly authenticator: Authenticator;
  /** From now on the credential of this caller does not hold. */
  disable(id: string): void;
};

/** API keys, which begin with `pg_`, and tokens in memory. */
export const knownCallers = (callers: Readonly<Record<string, Principal>>): KnownCallers => {
  const disabled = new Set<string>();
  const check: CredentialCheck = {
    async authenticate(secret) {
      const principal = callers[secret];
      return principal === undefined || disabled.has(principal.id)
        ? { kind: 'REFUSED', reason: 'This credential is not known.' }
        : { kind: 'KNOWN', principal };
    },
    isStanding: ({ id }) => !disabled.has(id),
  };
  return {
    authenticator: createAuthenticator({ apiKeys: check, tokens: check, now: () => new Date() }),
    disable: (id) => void disabled.add(id),
  };
};

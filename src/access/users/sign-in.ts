import type { Principal } from '#access/principal.ts';
import type { UserRole } from '#domain/user-role.ts';
import type { Attempt, AttemptRefusal } from './attempt-limit.ts';

/** What became of somebody who wants a token. */
export type SignInOutcome =
  | {
      readonly kind: 'SIGNED_IN';
      readonly accessToken: string;
      readonly refreshToken: string;
      /** When the access token is over. */
      readonly expiresAt: Date;
      readonly role: UserRole;
    }
  /** Unknown user, wrong password, disabled, token over: all alike. */
  | { readonly kind: 'WRONG' }
  | ({ readonly kind: 'LIMITED' } & AttemptRefusal)
  /** Tokens come from an identity provider. */
  | { readonly kind: 'ELSEWHERE' };

export type SignInRequest = { readonly username: string; readonly password: string } & Pick<Attempt, 'address'>;

/** How people get tokens, and give them back. */
export type SignIn = {
  signIn(request: SignInRequest): Promise<SignInOutcome>;
  /** A new access token and refresh token for a refresh token, which is used up. */
  refresh(refreshToken: string): Promise<SignInOutcome>;
  /** Ends the session of a caller, everywhere within 2 s; false for one who has none. */
  signOut(principal: Pick<Principal, 'sessionId'>): Promise<boolean>;
};

/** Where an identity provider signs people in. */
export const SIGN_IN_ELSEWHERE: SignIn = {
  signIn: async () => ({ kind: 'ELSEWHERE' }),
  refresh: async () => ({ kind: 'ELSEWHERE' }),
  signOut: async () => false,
};

import type { Scope } from '#domain/scope.ts';
import type { Role } from './role.ts';

/** Requests and events one caller may send in a minute. */
export type Allowance = { readonly requestsPerMinute: number; readonly eventsPerMinute: number };

/** Who is calling, and what they may do. */
export type Principal = {
  readonly kind: 'USER' | 'API_KEY' | 'ANONYMOUS';
  /** Of the user or key; unique within its kind. */
  readonly id: string;
  readonly name: string;
  readonly role: Role | null;
  readonly scopes: ReadonlySet<Scope>;
  /** What events sent by this caller are booked on; null for callers who send none. */
  readonly source: string | null;
  readonly allowance: Allowance;
  /** When the credential ends by itself; null when it does not. */
  readonly expiresAt: Date | null;
  /** The signed-in session of a user, or which of its secrets a key was shown with: either may end before the credential does. */
  readonly sessionId: string | null;
};

/** Requests of people and of callers without a credential, a minute. */
const PERSON_ALLOWANCE: Allowance = { requestsPerMinute: 600, eventsPerMinute: 0 };

/** Nobody known: may do what is public. */
export const ANONYMOUS: Principal = {
  kind: 'ANONYMOUS',
  id: 'anonymous',
  name: 'anonymous',
  role: null,
  scopes: new Set(),
  source: null,
  allowance: PERSON_ALLOWANCE,
  expiresAt: null,
  sessionId: null,
};

/** A signed-in person. */
export const userPrincipal = (user: Pick<Principal, 'id' | 'name' | 'role' | 'scopes' | 'expiresAt' | 'sessionId'>): Principal => ({
  ...user,
  kind: 'USER',
  source: null,
  allowance: PERSON_ALLOWANCE,
});

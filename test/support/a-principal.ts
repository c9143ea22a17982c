import type { Authenticator } from '#access/authenticator.ts';
import { type Principal, userPrincipal } from '#access/principal.ts';
import { SCOPES_OF_ROLE } from '#access/role.ts';
import { SCOPES } from '#domain/scope.ts';

/** A caller with an API key of the source `demo` that may do everything. */
export const aPrincipal = (overrides: Partial<Principal> = {}): Principal => ({
  kind: 'API_KEY',
  id: '0123456789ab',
  name: 'test',
  role: 'CLIENT',
  scopes: new Set(SCOPES),
  source: 'demo',
  allowance: { requestsPerMinute: 1_000_000, eventsPerMinute: 1_000_000_000 },
  expiresAt: null,
  sessionId: null,
  ...overrides,
});

/** A signed-in analyst. */
export const aPerson = (overrides: Partial<Principal> = {}): Principal => ({
  ...userPrincipal({ id: 'u1', name: 'ada', role: 'ANALYST', scopes: SCOPES_OF_ROLE.ANALYST, expiresAt: null, sessionId: 's1' }),
  ...overrides,
});

/** Takes everybody, with or without a credential, for one caller. */
export const authenticatorFor = (principal: Principal = aPrincipal()): Authenticator => ({
  authenticate: async () => ({ kind: 'KNOWN', principal }),
  isStanding: () => true,
});

import type { Authenticator } from '#access/authenticator.ts';
import type { Principal } from '#access/principal.ts';
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

/** Takes everybody, with or without a credential, for one caller. */
export const authenticatorFor = (principal: Principal = aPrincipal()): Authenticator => ({
  authenticate: async () => ({ kind: 'KNOWN', principal }),
  isStanding: () => true,
});

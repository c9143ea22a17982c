import { newKeyId, newSecret } from '#access/keys/api-key-secret.ts';
import { newApiKey, type NewApiKey } from '#access/keys/new-api-key.ts';
import type { ApiKey } from '#store/access/api-key-repository.ts';
import { NOON } from './builders.ts';

/** What is said of a key of the source `tv` that sends events. */
export const aNewKey = (overrides: Partial<NewApiKey> = {}): NewApiKey => ({
  source: 'tv',
  name: 'living room',
  scopes: ['EVENTS_WRITE'],
  requestsPerMinute: 600,
  eventsPerMinute: 300_000,
  expiresAt: null,
  ...overrides,
});

/** A key as it is kept since NOON, and its secret. */
export const anApiKey = (overrides: Partial<ApiKey> = {}): { readonly key: ApiKey; readonly secret: string } => {
  const secret = newSecret('test', newKeyId());
  return { key: { ...newApiKey(aNewKey(), secret, NOON), ...overrides }, secret };
};

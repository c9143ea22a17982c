import { SCOPES } from '#domain/scope.ts';
import type { ApiKeyRepository } from '#store/access/api-key-repository.ts';
import { API_KEYS_MAX, type NewApiKey, newApiKey } from './new-api-key.ts';

/** What the first key is called, and what events sent with it are booked on. */
const FIRST: NewApiKey = {
  source: 'default',
  name: 'initial',
  scopes: SCOPES,
  requestsPerMinute: 60_000,
  eventsPerMinute: 30_000_000,
  expiresAt: null,
};

/**
 * Puts the first key in place, with every scope, where there never was one: whoever sets Playguard up makes the others with it.
 * Answers false, and changes nothing, where there are keys, or were: one that was deleted stays so. Throws a RangeError for a text that is no secret of a key.
 */
export const addInitialApiKey = async (repository: ApiKeyRepository, text: string, now: Date): Promise<boolean> => {
  const key = newApiKey(FIRST, text, now);
  const { version, keys } = await repository.read();
  return version === 0 && keys.length === 0 && repository.add(key, API_KEYS_MAX);
};

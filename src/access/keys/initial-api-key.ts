import { SCOPES } from '#domain/scope.ts';
import type { ApiKey, ApiKeyRepository } from '#store/access/api-key-repository.ts';
import { API_KEYS_MAX, type NewApiKey, newApiKey } from './new-api-key.ts';
import { parseSecret } from './api-key-secret.ts';

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
 * Puts the first key in place, with every scope, where there is none yet: whoever sets Playguard up makes the others with it.
 * Answers false, and changes nothing, where there are keys. Throws a RangeError for a text that is no secret of a key.
 */
export const addInitialApiKey = async (repository: ApiKeyRepository, text: string, now: Date): Promise<boolean> => {
  const secret = parseSecret(text);
  if (secret === null) throw new RangeError('the first API key is no whole API key');
  const { keys } = await repository.read();
  if (keys.length > 0) return false;
  const key: ApiKey = newApiKey(FIRST, secret, now);
  return repository.add(key, API_KEYS_MAX);
};

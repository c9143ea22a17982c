import { SCOPES } from '#domain/scope.ts';
import type { ApiKeyRepository } from '#store/access/api-key-repository.ts';
import { newKeyId, newSecret } from './api-key-secret.ts';
import { API_KEYS_MAX, type NewApiKey, newApiKey } from './new-api-key.ts';

/** What the simulated apps of a demo send with. */
const CLIENT: NewApiKey = {
  source: 'demo',
  name: 'demo client',
  scopes: SCOPES,
  requestsPerMinute: 60_000,
  eventsPerMinute: 30_000_000,
  expiresAt: null,
};

/** Makes the key of the simulated apps anew and answers its secret; the one of an earlier demo goes. */
export const renewDemoApiKey = async (repository: ApiKeyRepository, now: Date): Promise<string> => {
  const { keys } = await repository.read();
  const former = keys.filter(({ source, name }) => source === CLIENT.source && name === CLIENT.name);
  await Promise.all(former.map(({ keyId }) => repository.remove(keyId)));
  const text = newSecret('demo', newKeyId());
  await repository.add(newApiKey(CLIENT, text, now), API_KEYS_MAX);
  return text;
};

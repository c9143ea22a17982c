import type { ApiKeyRepository } from '#store/access/api-key-repository.ts';
import { newKeyId, newSecret } from './api-key-secret.ts';
import { API_KEYS_MAX, type NewApiKey, newApiKey } from './new-api-key.ts';

/** What the simulated apps of a demo send with. */
const CLIENT: NewApiKey = {
  source: 'demo',
  name: 'demo client',
  scopes: ['EVENTS_WRITE', 'PRIVACY_WRITE'],
  requestsPerMinute: 60_000,
  eventsPerMinute: 30_000_000,
  expiresAt: null,
};

/** Makes the key of the simulated apps anew and answers its secret; the one of an earlier demo goes. */
export const renewDemoApiKey = async (repository: ApiKeyRepository, now: Date): Promise<string> => {
  await removeDemoApiKey(repository);
  const text = newSecret('demo', newKeyId());
  await repository.add(newApiKey(CLIENT, text, now), API_KEYS_MAX);
  return text;
};

/** Removes the key of an earlier demo, whose secret was printed. */
export const removeDemoApiKey = async (repository: ApiKeyRepository): Promise<void> => {
  const { keys } = await repository.read();
  const former = keys.filter(
    ({ source, name, prefix }) => source === CLIENT.source && name === CLIENT.name && prefix.startsWith('pg_demo_'),
  );
  await Promise.all(former.map(({ keyId }) => repository.remove(keyId)));
};

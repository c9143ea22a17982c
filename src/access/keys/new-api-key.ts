import type { ApiKey } from '#store/access/api-key-repository.ts';
import { hashSecret } from '#access/secret-hash.ts';
import { parseSecret } from './api-key-secret.ts';

/** Keys there may be at most: all of them are kept in every process. */
export const API_KEYS_MAX = 10_000;

/** What is said of a key when it is made. */
export type NewApiKey = Pick<ApiKey, 'source' | 'name' | 'scopes' | 'requestsPerMinute' | 'eventsPerMinute' | 'expiresAt'>;

/** A key as it is kept, enabled and never used. Throws a RangeError for a text that is no secret of a key. */
export const newApiKey = (wanted: NewApiKey, text: string, now: Date): ApiKey => {
  const secret = parseSecret(text);
  if (secret === null) throw new RangeError('not a whole API key');
  const { keyId, prefix } = secret;
  return {
    ...wanted,
    scopes: [...new Set(wanted.scopes)],
    keyId,
    prefix,
    secretHash: hashSecret(text),
    formerHash: null,
    formerUntil: null,
    isEnabled: true,
    createdAt: now,
    lastUsedAt: null,
  };
};

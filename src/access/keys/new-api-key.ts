import type { ApiKey } from '#store/access/api-key-repository.ts';
import { hashSecret, type ParsedSecret } from './api-key-secret.ts';

/** Keys there may be at most: all of them are kept in every process. */
export const API_KEYS_MAX = 10_000;

/** What is said of a key when it is made. */
export type NewApiKey = Pick<ApiKey, 'source' | 'name' | 'scopes' | 'requestsPerMinute' | 'eventsPerMinute' | 'expiresAt'>;

/** A key as it is kept, enabled and never used. */
export const newApiKey = (wanted: NewApiKey, { keyId, prefix, text }: ParsedSecret, now: Date): ApiKey => ({
  ...wanted,
  keyId,
  prefix,
  secretHash: hashSecret(text),
  formerHash: null,
  formerUntil: null,
  isEnabled: true,
  createdAt: now,
  lastUsedAt: null,
});

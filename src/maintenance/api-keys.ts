import { newKeyId, newSecret } from '#access/keys/api-key-secret.ts';
import { type ApiKeyService, createApiKeyService } from '#access/keys/api-key-service.ts';
import { auditApiKeys } from '#access/keys/audited-api-keys.ts';
import { createOrmApiKeyRepository } from '#store/access/orm-api-key-repository.ts';
import { tellAudit } from './tell-audit.ts';
import { type Settings, withDatabase } from './with-database.ts';

/** A new secret of an API key that is in no database yet. */
export const newInitialApiKey = (): string => newSecret('live', newKeyId());

/** Works on API keys; running processes follow within 2 s. */
export const withApiKeys = <Result>(settings: Settings, work: (keys: ApiKeyService) => Promise<Result>): Promise<Result> =>
  withDatabase(settings, (database) => {
    const repository = createOrmApiKeyRepository(database);
    const book = { refresh: async () => undefined }; // this process lets nobody in
    const keys = createApiKeyService({ repository, book, environment: 'live', now: () => new Date() });
    return work(auditApiKeys(keys, tellAudit(database)));
  });

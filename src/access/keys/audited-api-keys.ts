import type { AuditEntry } from '#domain/audit/audit-entry.ts';
import type { ApiKeyService, KeyOutcome } from './api-key-service.ts';

/** The same keys; every change is told before its outcome is, whether it was made or refused. */
export const auditApiKeys = (
  keys: ApiKeyService,
  tell: (action: string, target: string | null, outcome: AuditEntry['outcome']) => Promise<unknown>,
): ApiKeyService => {
  const told = async (action: string, changing: Promise<KeyOutcome>): Promise<KeyOutcome> => {
    const outcome = await changing;
    if (outcome.kind === 'DONE') await tell(action, `ApiKey:${outcome.key.keyId}`, 'OK');
    else await tell(action, null, 'FAILED');
    return outcome;
  };
  return {
    ...keys,
    create: (...args) => told('createApiKey', keys.create(...args)),
    update: (...args) => told('updateApiKey', keys.update(...args)),
    rotate: (...args) => told('rotateApiKey', keys.rotate(...args)),
    setEnabled: (...args) => told('setApiKeyEnabled', keys.setEnabled(...args)),
    remove: (...args) => told('deleteApiKey', keys.remove(...args)),
  };
};

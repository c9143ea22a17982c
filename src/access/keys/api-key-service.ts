import type { ApiKey, ApiKeyRepository } from '#store/access/api-key-repository.ts';
import type { ApiKeyBook } from './api-key-book.ts';
import { type KeyEnvironment, newKeyId, newSecret } from './api-key-secret.ts';
import {
  decideEnabled,
  decideRotation,
  decideUpdate,
  faultOfRemoval,
  faultsOfNewKey,
  type KeyDecision,
  type KeyHolder,
  type Refusal,
  refused,
  type WantedChange,
} from './decide-key-change.ts';
import { conflict, NO_SUCH_KEY } from './key-fault.ts';
import { API_KEYS_MAX, type NewApiKey, newApiKey } from './new-api-key.ts';

/** What became of a change. The secret is told this once. */
export type KeyOutcome = { readonly kind: 'DONE'; readonly key: ApiKey; readonly secret: string | null } | Refusal;

/** API keys as they are managed. What is changed holds in this process at once and everywhere within 2 s. */
export type ApiKeyService = {
  /** The oldest first. */
  all(): Promise<readonly ApiKey[]>;
  find(keyId: string): Promise<ApiKey | null>;
  create(holder: KeyHolder, wanted: NewApiKey): Promise<KeyOutcome>;
  /** What is left out stays as it is. */
  update(holder: KeyHolder, keyId: string, wanted: WantedChange): Promise<KeyOutcome>;
  /** Gives a key a new secret; the one it has is taken for `overlapMs` more, the one before that no longer. */
  rotate(holder: KeyHolder, keyId: string, overlapMs: number): Promise<KeyOutcome>;
  setEnabled(holder: KeyHolder, keyId: string, isEnabled: boolean): Promise<KeyOutcome>;
  remove(holder: KeyHolder, keyId: string): Promise<KeyOutcome>;
};

export type ApiKeyServiceParts = {
  readonly repository: ApiKeyRepository;
  readonly book: Pick<ApiKeyBook, 'refresh'>;
  /** What the secrets of new keys say they are for. */
  readonly environment: KeyEnvironment;
  readonly now: () => Date;
};

/** Manages the keys of a repository. */
export const createApiKeyService = ({ repository, book, environment, now }: ApiKeyServiceParts): ApiKeyService => {
  const done = async (key: ApiKey, secret: string | null = null): Promise<KeyOutcome> => {
    await book.refresh();
    return { kind: 'DONE', key, secret };
  };
  const change = async (keyId: string, decide: (key: ApiKey) => KeyDecision): Promise<KeyOutcome> => {
    const outcome = await repository.change(keyId, decide);
    if (outcome === null) return refused(NO_SUCH_KEY);
    return outcome.decision.kind === 'CHANGE' ? done(outcome.key, outcome.decision.secret) : outcome.decision;
  };
  return {
    all: async () => (await repository.read()).keys,
    find: repository.find,
    create: async (holder, wanted) => {
      const faults = faultsOfNewKey(holder, wanted, now());
      if (faults.length > 0) return refused(...faults);
      const secret = newSecret(environment, newKeyId());
      const key = newApiKey(wanted, secret, now());
      return (await repository.add(key, API_KEYS_MAX)) ? done(key, secret) : refused(TOO_MANY);
    },
    update: (holder, keyId, wanted) => change(keyId, () => decideUpdate(holder, wanted, now())),
    rotate: (holder, keyId, overlapMs) => change(keyId, (key) => decideRotation(key, holder, { overlapMs, now: now() })),
    setEnabled: (holder, keyId, isEnabled) => change(keyId, (key) => decideEnabled(key, holder, isEnabled)),
    remove: async (holder, keyId) => {
      const fault = faultOfRemoval(keyId, holder);
      if (fault !== null) return refused(fault);
      const key = await repository.remove(keyId);
      return key === null ? refused(NO_SUCH_KEY) : done(key);
    },
  };
};

const TOO_MANY = conflict('source', `There are ${API_KEYS_MAX} API keys already: delete some that are not used.`);

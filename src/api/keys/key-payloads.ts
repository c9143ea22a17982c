import type { KeyOutcome } from '#access/keys/api-key-service.ts';
import type { KeyFault } from '#access/keys/key-fault.ts';
import { builder } from '#api/builder.ts';
import { ConflictError } from '#api/common/conflict-error.ts';
import { InvalidInputError } from '#api/common/invalid-input-error.ts';
import { NotFoundError } from '#api/common/not-found-error.ts';
import type { ApiKey as Key } from '#store/access/api-key-repository.ts';
import { ApiKey } from './api-key.ts';

const TYPES = { NOT_FOUND: NotFoundError, INVALID_INPUT: InvalidInputError, CONFLICT: ConflictError } as const;

const ApiKeyError = builder.unionType('ApiKeyError', {
  description: 'Why no key was made or changed.',
  types: [NotFoundError, InvalidInputError, ConflictError],
  resolveType: ({ kind }) => TYPES[kind],
});

type Payload = { readonly apiKey: Key | null; readonly secret: string | null; readonly errors: readonly KeyFault[] };

/** What became of a change that tells no secret. */
export const ApiKeyPayload = builder.objectRef<Payload>('ApiKeyPayload').implement({
  authScopes: { scope: 'ADMIN' },
  description: 'What became of a change of a key.',
  fields: (t) => ({
    apiKey: t.expose('apiKey', {
      type: ApiKey,
      nullable: true,
      description: 'The key as it is now, or was when it was deleted; null when nothing was changed.',
    }),
    errors: t.expose('errors', { type: [ApiKeyError], description: 'Why nothing was changed; empty when it was.' }),
  }),
});

/** What became of a change that tells a secret, once. */
export const CreateApiKeyPayload = builder.objectRef<Payload>('CreateApiKeyPayload').implement({
  authScopes: { scope: 'ADMIN' },
  description: 'A key and its new secret.',
  fields: (t) => ({
    apiKey: t.expose('apiKey', { type: ApiKey, nullable: true, description: 'The key as it is now; null when nothing was changed.' }),
    secret: t.exposeString('secret', {
      nullable: true,
      description: 'Send it as `Authorization: Bearer …`. Shown this once, only a hash is kept; null when nothing was changed.',
    }),
    errors: t.expose('errors', { type: [ApiKeyError], description: 'Why nothing was changed; empty when it was.' }),
  }),
});

/** The outcome as a payload. */
export const payloadOf = (outcome: KeyOutcome): Payload =>
  outcome.kind === 'DONE'
    ? { apiKey: outcome.key, secret: outcome.secret, errors: [] }
    : { apiKey: null, secret: null, errors: outcome.faults };

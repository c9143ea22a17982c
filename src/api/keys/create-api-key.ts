import { Scope } from '#api/access/scope.ts';
import { builder } from '#api/builder.ts';
import { holderOf, readExpiry } from './key-arguments.ts';
import { CreateApiKeyPayload, payloadOf } from './key-payloads.ts';

const REQUESTS_PER_MINUTE_DEFAULT = 600;
const EVENTS_PER_MINUTE_DEFAULT = 300_000;

const CreateApiKeyInput = builder.inputType('CreateApiKeyInput', {
  description: 'What a new key is for and what may be done with it.',
  fields: (t) => ({
    source: t.string({
      required: true,
      description: 'What its events are booked on: 1 to 64 characters of a-z, 0-9, _ and -, a letter first. It stays.',
    }),
    name: t.string({ required: true, description: 'What people call it, 1 to 100 characters.' }),
    scopes: t.field({ type: [Scope], required: true, description: 'What may be done with it; nothing that you may not do.' }),
    requestsPerMinute: t.int({
      required: true,
      defaultValue: REQUESTS_PER_MINUTE_DEFAULT,
      description: 'Requests within any minute, from 1.',
    }),
    eventsPerMinute: t.int({ required: true, defaultValue: EVENTS_PER_MINUTE_DEFAULT, description: 'Events within any minute, from 1.' }),
    expiresAt: t.field({ type: 'DateTime', description: 'From when on it is refused, in the future. Default: it does not expire.' }),
  }),
});

builder.mutationField('createApiKey', (t) =>
  t.field({
    type: CreateApiKeyPayload,
    description: 'Makes an API key and tells its secret, this once.',
    args: { input: t.arg({ type: CreateApiKeyInput, required: true, description: 'What the key is for.' }) },
    resolve: async (_root, { input: { expiresAt, ...wanted } }, { ports, principal }) =>
      payloadOf(
        await ports.apiKeys.create(holderOf(principal), { ...wanted, expiresAt: expiresAt == null ? null : readExpiry(expiresAt) }),
      ),
  }),
);

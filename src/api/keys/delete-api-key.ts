import { builder } from '#api/builder.ts';
import { holderOf, keyIdOf } from './key-arguments.ts';
import { ApiKeyPayload, payloadOf } from './key-payloads.ts';

const DeleteApiKeyInput = builder.inputType('DeleteApiKeyInput', {
  description: 'What is deleted, and cannot be had back.',
  fields: (t) => ({ id: t.globalID({ required: true, description: 'The `id` of the key.' }) }),
});

builder.mutationField('deleteApiKey', (t) =>
  t.field({
    type: ApiKeyPayload,
    description: 'Deletes an API key for good; refused everywhere within 2 seconds. Not the key you are calling with.',
    args: { input: t.arg({ type: DeleteApiKeyInput, required: true, description: 'Which key is to go for good.' }) },
    resolve: async (_root, { input: { id } }, { ports, principal }) =>
      payloadOf(await ports.apiKeys.remove(holderOf(principal), keyIdOf(id))),
  }),
);

import { builder } from '#api/builder.ts';
import { holderOf, keyIdOf } from './key-arguments.ts';
import { ApiKeyPayload, payloadOf } from './key-payloads.ts';

const SetApiKeyEnabledInput = builder.inputType('SetApiKeyEnabledInput', {
  description: 'Whether a key is taken from now on.',
  fields: (t) => ({
    id: t.globalID({ required: true, description: 'The `id` of the key.' }),
    enabled: t.boolean({ required: true, description: 'False to refuse it, true to take it again.' }),
  }),
});

builder.mutationField('setApiKeyEnabled', (t) =>
  t.field({
    type: ApiKeyPayload,
    description: 'Disables or enables an API key, everywhere and on open connections within 2 seconds. Not the key you are calling with.',
    args: { input: t.arg({ type: SetApiKeyEnabledInput, required: true, description: 'Which key, and whether it is taken.' }) },
    resolve: async (_root, { input: { id, enabled } }, { ports, principal }) =>
      payloadOf(await ports.apiKeys.setEnabled(holderOf(principal), keyIdOf(id), enabled)),
  }),
);

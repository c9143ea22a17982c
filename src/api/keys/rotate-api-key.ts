import { builder } from '#api/builder.ts';
import { readDuration } from '#api/common/read-duration.ts';
import { holderOf, keyIdOf } from './key-arguments.ts';
import { CreateApiKeyPayload, payloadOf } from './key-payloads.ts';

const OVERLAP_DEFAULT = 'PT24H';

const RotateApiKeyInput = builder.inputType('RotateApiKeyInput', {
  description: 'Which key gets another secret, and how soon.',
  fields: (t) => ({
    id: t.globalID({ required: true, description: 'The `id` of the key.' }),
    overlap: t.field({
      type: 'Duration',
      defaultValue: OVERLAP_DEFAULT,
      description: 'How long the secret of before is still taken, at most P30D; PT0S when somebody else has it.',
    }),
  }),
});

builder.mutationField('rotateApiKey', (t) =>
  t.field({
    type: CreateApiKeyPayload,
    description:
      'Gives an API key a new secret and tells it, this once. Until the overlap ends both are taken; after a second rotation, only the last two.',
    args: { input: t.arg({ type: RotateApiKeyInput, required: true, description: 'Which key, and for how long both secrets are taken.' }) },
    resolve: async (_root, { input: { id, overlap } }, { ports, principal }) =>
      payloadOf(await ports.apiKeys.rotate(holderOf(principal), keyIdOf(id), readDuration(overlap ?? OVERLAP_DEFAULT) ?? Number.NaN)),
  }),
);

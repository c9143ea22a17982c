import type { WantedChange } from '#access/keys/decide-key-change.ts';
import { Scope } from '#api/access/scope.ts';
import { builder } from '#api/builder.ts';
import { holderOf, keyIdOf, readExpiry } from './key-arguments.ts';
import { ApiKeyPayload, payloadOf } from './key-payloads.ts';

const UpdateApiKeyInput = builder.inputType('UpdateApiKeyInput', {
  description: 'What to change of a key; what is left out stays as it is.',
  fields: (t) => ({
    id: t.globalID({ required: true, description: 'The `id` of the key.' }),
    name: t.string({ description: 'What people call it, 1 to 100 characters.' }),
    scopes: t.field({
      type: [Scope],
      description: 'What may be done with it, in place of what might before; nothing that you may not do.',
    }),
    requestsPerMinute: t.int({ description: 'Requests within any minute, from 1.' }),
    eventsPerMinute: t.int({ description: 'Events within any minute, from 1.' }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'From when on it is refused, in the future; null for a key that does not expire.',
    }),
  }),
});

builder.mutationField('updateApiKey', (t) =>
  t.field({
    type: ApiKeyPayload,
    description: 'Changes name, scopes, limits or end of an API key; in force everywhere within 2 seconds.',
    args: { input: t.arg({ type: UpdateApiKeyInput, required: true, description: 'Which key, and what to change.' }) },
    resolve: async (_root, { input }, { ports, principal }) =>
      payloadOf(await ports.apiKeys.update(holderOf(principal), keyIdOf(input.id), changeOf(input))),
  }),
);

type Input = Omit<typeof UpdateApiKeyInput.$inferInput, 'id'>;

/** Null takes an expiry away; of anything else it changes nothing. */
const changeOf = ({ name, scopes, requestsPerMinute, eventsPerMinute, expiresAt }: Input): WantedChange => ({
  ...(name != null && { name }),
  ...(scopes != null && { scopes }),
  ...(requestsPerMinute != null && { requestsPerMinute }),
  ...(eventsPerMinute != null && { eventsPerMinute }),
  ...(expiresAt !== undefined && { expiresAt: expiresAt === null ? null : readExpiry(expiresAt) }),
});

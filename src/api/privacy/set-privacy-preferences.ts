import { builder } from '#api/builder.ts';
import type { ApiPorts } from '#api/context.ts';
import { RuleError, type RuleProblem } from '#api/rules/rule-error.ts';
import type { PrivacyPreferences as Shape } from '#domain/privacy-preferences.ts';
import { PrivacyPreferences } from './privacy-preferences.ts';

const USER_ID_CHARACTERS_MAX = 255;

const SetPrivacyPreferencesInput = builder.inputType('SetPrivacyPreferencesInput', {
  description: 'What a viewer asks for; what is left out stays as it is.',
  fields: (t) => ({
    userId: t.id({ required: true, description: 'The viewer, by the id that clients send with events; need not have been seen yet.' }),
    doNotTrack: t.boolean({ description: 'Whether the viewer must not be tracked.' }),
    saleOptOut: t.boolean({ description: 'Whether the viewer opts out of sale and sharing.' }),
    deletionRequested: t.boolean({ description: 'Whether the viewer asks for deletion; the moment of the first request is kept.' }),
  }),
});

type Payload = { readonly preferences: Shape | null; readonly errors: readonly RuleProblem[] };

const SetPrivacyPreferencesPayload = builder.objectRef<Payload>('SetPrivacyPreferencesPayload').implement({
  authScopes: { scope: 'PRIVACY_WRITE' },
  description: 'What holds for the viewer from now on.',
  fields: (t) => ({
    preferences: t.expose('preferences', {
      type: PrivacyPreferences,
      nullable: true,
      description: 'The preferences as they are now; null when nothing was changed.',
    }),
    errors: t.expose('errors', { type: [RuleError], description: 'Why nothing was changed; empty when it was.' }),
  }),
});

builder.mutationField('setPrivacyPreferences', (t) =>
  t.field({
    type: SetPrivacyPreferencesPayload,
    description: 'Sets what a viewer asks for. It holds for the next batch of every worker.',
    args: { input: t.arg({ type: SetPrivacyPreferencesInput, required: true, description: 'Who, and what they ask for.' }) },
    resolve: (_root, { input }, { ports }) => setPreferences(ports, input),
  }),
);

type Input = typeof SetPrivacyPreferencesInput.$inferInput;

const setPreferences = async ({ identify, preferences, now }: ApiPorts, { userId, ...change }: Input): Promise<Payload> => {
  const problem = problemWith(userId);
  if (problem !== null) return { preferences: null, errors: [{ kind: 'INVALID_INPUT', message: problem, path: ['userId'] }] };
  const viewerId = (await identify('VIEWER', [userId])).get(userId);
  if (viewerId === undefined) throw new Error('a viewer has no pseudonym');
  if (viewerId === null) return { preferences: null, errors: [{ kind: 'INVALID_INPUT', message: ERASED, path: ['userId'] }] };
  return { preferences: await preferences.change(viewerId, change, now()), errors: [] };
};

const ERASED = 'userId names a viewer who was erased: there is nothing left to prefer';

/** The same ids that events may carry. */
const problemWith = (userId: string): string | null => {
  if (userId === '') return 'userId is empty';
  if (userId.length > USER_ID_CHARACTERS_MAX) return `userId is longer than ${USER_ID_CHARACTERS_MAX} characters`;
  return userId.includes('\0') || !userId.isWellFormed() ? 'userId holds characters that cannot be stored' : null;
};

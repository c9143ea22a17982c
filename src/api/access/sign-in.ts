import { builder } from '#api/builder.ts';
import { SignInPayload, signInPayload } from './sign-in-payload.ts';

const SignInInput = builder.inputType('SignInInput', {
  description: 'What a person is known by.',
  fields: (t) => ({
    username: t.string({ required: true, description: 'User name, in upper or lower case.' }),
    password: t.string({ required: true, description: 'Secret of the person, of 12 to 256 characters.' }),
  }),
});

const RefreshSessionInput = builder.inputType('RefreshSessionInput', {
  description: 'What a session goes on with.',
  fields: (t) => ({
    refreshToken: t.string({ required: true, description: 'The newest refresh token of the session; it is used up.' }),
  }),
});

/** The same for an unknown user, a wrong password and a disabled account: who guesses learns nothing. */
const WRONG_CREDENTIALS = { message: 'User or password is wrong.', path: ['input'] };
const WRONG_TOKEN = { message: 'This refresh token is not known, or not any more: sign in again.', path: ['input', 'refreshToken'] };

builder.mutationField('signIn', (t) =>
  t.field({
    type: SignInPayload,
    description:
      'Signs a person in. The access token is sent with every request and lives 15 minutes; `refreshSession` makes the next one, for 30 days at most. Attempts are limited by account and by address. Public.',
    args: { input: t.arg({ type: SignInInput, required: true, description: 'Who signs in.' }) },
    resolve: async (_root, { input }, { ports, address }) =>
      signInPayload(await ports.signIn.signIn({ ...input, address }), WRONG_CREDENTIALS),
  }),
);

builder.mutationField('refreshSession', (t) =>
  t.field({
    type: SignInPayload,
    description:
      'Exchanges a refresh token for a new pair; send no `Authorization` with it, since an access token that is over is refused. Shown again within 30 seconds, since the answer was lost, it gets the same answer; later it was stolen, by whomever: the session ends. Public.',
    args: { input: t.arg({ type: RefreshSessionInput, required: true, description: 'What the session goes on with.' }) },
    resolve: async (_root, { input: { refreshToken } }, { ports }) => signInPayload(await ports.signIn.refresh(refreshToken), WRONG_TOKEN),
  }),
);

const SignOutPayload = builder.objectRef<{ readonly signedOut: boolean }>('SignOutPayload').implement({
  description: 'Whether a session has ended.',
  fields: (t) => ({
    signedOut: t.exposeBoolean('signedOut', {
      description: 'True when the session of the token ended; false for API keys and tokens of an identity provider, which have none here.',
    }),
  }),
});

builder.mutationField('signOut', (t) =>
  t.field({
    type: SignOutPayload,
    description:
      'Ends the session of the token that came with the request: within 2 seconds no server takes its tokens, and open subscriptions close.',
    authScopes: { isKnown: true },
    resolve: async (...[, , { ports, principal }]) => ({ signedOut: await ports.signIn.signOut(principal) }),
  }),
);

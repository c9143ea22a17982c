import type { Endpoint } from '#simulator/endpoint.ts';
import { askServer } from './ask-server.ts';
import type { Asked } from './proof-case.ts';

/** Asks in the name of a viewer; answers when it was asked, by the clock of the server. */
export const askPreferences = async (endpoint: Endpoint, userId: string, asked: Asked): Promise<Date> => {
  const { setPrivacyPreferences: outcome } = await askServer<Answer>(endpoint, ASK, { input: { userId, ...asked } });
  if (outcome.preferences === null) throw new Error(`the preferences of ${userId} were not taken: ${outcome.errors[0]?.message ?? ''}`);
  return new Date(outcome.preferences.updatedAt);
};

type Answer = {
  readonly setPrivacyPreferences: {
    readonly preferences: { readonly updatedAt: string } | null;
    readonly errors: readonly { readonly message: string }[];
  };
};

const ASK = `mutation AskPreferences($input: SetPrivacyPreferencesInput!) {
  setPrivacyPreferences(input: $input) {
    preferences { updatedAt }
    errors { ... on UserError { message } }
  }
}`;

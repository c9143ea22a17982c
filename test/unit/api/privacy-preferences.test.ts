import { describe, expect, it } from 'vitest';
import { encodeGlobalId } from '#api/global-id.ts';
import { createMemoryApi, NOW } from '../../support/memory-api.ts';

const SET = `mutation ($input: SetPrivacyPreferencesInput!) { setPrivacyPreferences(input: $input) {
  preferences { doNotTrack saleOptOut deletionRequestedAt updatedAt }
  errors { __typename ... on UserError { path } }
} }`;
const VIEWERS = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Viewer { preferences { doNotTrack deletionRequestedAt updatedAt } } } }`;
const ALICE = '00000000-0000-4000-8000-000000000001';
const BOB = '00000000-0000-4000-8000-000000000002';

describe('preferences of a viewer', () => {
  it('are set by the id that clients send, and read with the viewer', async () => {
    await using api = await createMemoryApi({ viewers: { alice: ALICE, bob: BOB } });
    const { data } = await api.ask(SET, { input: { userId: 'alice', doNotTrack: true, deletionRequested: true } });
    const moment = NOW.toISOString();
    expect(data?.['setPrivacyPreferences']).toEqual({
      preferences: { doNotTrack: true, saleOptOut: false, deletionRequestedAt: moment, updatedAt: moment },
      errors: [],
    });
    const read = await api.ask(VIEWERS, { ids: [ALICE, BOB].map((id) => encodeGlobalId('Viewer', id)) });
    expect(read.data).toEqual({
      nodes: [
        { preferences: { doNotTrack: true, deletionRequestedAt: moment, updatedAt: moment } },
        { preferences: { doNotTrack: false, deletionRequestedAt: null, updatedAt: null } },
      ],
    });
    expect(api.reads.filter((name) => name === 'preferences.ofViewers')).toHaveLength(1);
  });

  it.each([[''], ['x'.repeat(256)], ['a\0b'], ['\uD800']])('are refused for the id %j', async (userId) => {
    await using api = await createMemoryApi();
    const { data } = await api.ask(SET, { input: { userId, doNotTrack: true } });
    expect(data?.['setPrivacyPreferences']).toEqual({
      preferences: null,
      errors: [{ __typename: 'InvalidInputError', path: ['userId'] }],
    });
  });
});

import { parse } from 'graphql';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { Principal } from '#access/principal.ts';
import { createCostBudget } from '#api/cost/cost-budget.ts';
import { createContext } from '#api/context.ts';
import { encodeGlobalId } from '#api/global-id.ts';
import { schema } from '#api/schema.ts';
import { createSharedSubscriptions } from '#api/shared-subscriptions.ts';
import { aPrincipal } from '../../support/a-principal.ts';
import { aStoredEvent } from '../../support/array-event-reader.ts';
import { createMemoryApi, type MemoryApi, type MemoryApiContents } from '../../support/memory-api.ts';

const ALICE = '00000000-0000-4000-8000-000000000001';
const TV = '00000000-0000-4000-8000-0000000000d1';
const KEY = '0123456789abcdef0123456789abcdef';
const CONTENTS: MemoryApiContents = {
  originals: { [ALICE]: 'alice@example.org', [TV]: 'tv-1' },
  events: [aStoredEvent({ key: KEY, viewerId: ALICE, deviceId: TV })],
};
const BOTH = `query ($ids: [ID!]!, $reason: String!) { nodes(ids: $ids) {
  ... on Viewer { pseudonym personalData(reason: $reason) { userId deviceId ipAddress } }
  ... on PlaybackEvent { eventId personalData(reason: $reason) { userId deviceId ipAddress } }
} }`;
const IDS = [encodeGlobalId('Viewer', ALICE), encodeGlobalId('PlaybackEvent', KEY)];

const ask = async (api: MemoryApi, reason = 'a complaint of 3 March', principal: Principal = aPrincipal()) => {
  const { data, errors } = await api.ask(BOTH, { ids: IDS, reason }, principal);
  const nodes = (data?.['nodes'] ?? []) as readonly { readonly personalData: unknown }[];
  return { persons: nodes.map(({ personalData }) => personalData), codes: errors?.map(({ extensions }) => extensions['code']) ?? [] };
};

describe('the person behind a pseudonym', () => {
  it('is told with a reason, and audited once for all that one request asks for', async () => {
    await using api = await createMemoryApi(CONTENTS);
    const nothingMore = { deviceId: null, ipAddress: null };
    expect(await ask(api)).toEqual({
      persons: [
        { userId: 'alice@example.org', ...nothingMore },
        { userId: 'alice@example.org', deviceId: 'tv-1', ipAddress: null },
      ],
      codes: [],
    });
    const details = { reason: 'a complaint of 3 March', targets: [`Viewer:${ALICE}`, `PlaybackEvent:${KEY}`] };
    expect(api.audited).toEqual([
      { actor: 'API_KEY:0123456789ab:test', action: 'personal-data.read', target: null, outcome: 'OK', details },
    ]);
  });

  it('is null once erased, device included, and that somebody asked is audited all the same', async () => {
    await using api = await createMemoryApi({ ...CONTENTS, originals: { [TV]: 'tv-1' } });
    expect(await ask(api)).toEqual({ persons: [null, null], codes: [] });
    expect(api.audited).toHaveLength(1);
  });

  it('is null and FORBIDDEN without the scope, while the rest is answered', async () => {
    await using api = await createMemoryApi(CONTENTS);
    const reader = aPrincipal({ scopes: new Set(['EVENTS_READ', 'PRIVACY_READ']) });
    expect(await ask(api, 'curious', reader)).toEqual({ persons: [null, null], codes: ['FORBIDDEN', 'FORBIDDEN'] });
    expect(api.audited).toEqual([]);
  });

  it('is not told while the audit cannot be written', async () => {
    await using api = await createMemoryApi({ ...CONTENTS, auditFailure: new Error('away') });
    expect((await ask(api)).persons).toEqual([null, null]);
  });

  it.each([['    '], ['why'], ['x'.repeat(501)]])('is not told for the reason %j', async (reason) => {
    await using api = await createMemoryApi(CONTENTS);
    expect(await ask(api, reason)).toEqual({ persons: [null, null], codes: ['BAD_USER_INPUT', 'BAD_USER_INPUT'] });
    expect(api.audited).toEqual([]);
  });

  it.each([
    ['selected', '{ alert { event { ... on PlaybackEvent { personalData(reason: "following") { userId } } } } }', ''],
    ['in a fragment', '{ alert { viewer { ...P } } }', 'fragment P on Viewer { aka: personalData(reason: "following") { userId } }'],
  ])('cannot be followed: %s', async (_how, selection, fragment) => {
    await using api = await createMemoryApi(CONTENTS);
    const shared = createSharedSubscriptions({ log: pino({ level: 'silent' }), costBudget: createCostBudget(1_000) });
    const document = parse(`subscription { riskAlerts { ... on RiskAlertRaised ${selection} } } ${fragment}`);
    const answer = await shared.subscribe({ schema, document, contextValue: createContext(api.ports, aPrincipal()) });
    expect('errors' in answer && answer.errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
    expect(api.followers).toEqual([]);
  });
});

import { parse } from 'graphql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RateLimiterAway } from '#access/limits/rate-limiter.ts';
import type { Principal } from '#access/principal.ts';
import { createContext } from '#api/context.ts';
import { executeOperation } from '#api/execute-operation.ts';
import { encodeGlobalId } from '#api/global-id.ts';
import { schema } from '#api/schema.ts';
import { anApiKey } from '../../support/an-api-key.ts';
import { aPerson, aPrincipal } from '../../support/a-principal.ts';
import { createMemoryApi, type MemoryApi, NOW } from '../../support/memory-api.ts';

const FIELDS = 'id prefix source name scopes enabled rateLimits { unit limit windowMs remaining resetAt } createdAt expiresAt lastUsedAt';
const CHANGED = `apiKey { ${FIELDS} } errors { __typename ... on UserError { path } }`;
const mutation = (name: string): string => {
  const secret = name === 'createApiKey' || name === 'rotateApiKey' ? 'secret' : '';
  return `mutation M($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${secret} ${CHANGED} } }`;
};

const away = async (): Promise<never> => Promise.reject(new RateLimiterAway('away'));

describe('API keys', () => {
  const { key } = anApiKey();
  const id = encodeGlobalId('ApiKey', key.keyId);
  let api: MemoryApi;
  beforeEach(async () => {
    api = await createMemoryApi({ apiKeys: [key] });
  });
  afterEach(() => api[Symbol.asyncDispose]());

  const askAs = async (principal: Principal, query: string, variableValues: Readonly<Record<string, unknown>> = {}) =>
    executeOperation({ schema, document: parse(query), variableValues, contextValue: createContext(api.ports, principal) });
  const change = async (name: string, input: object, principal = aPrincipal()) => {
    const { data, errors } = await askAs(principal, mutation(name), { input });
    expect(errors).toBeUndefined();
    return (data as Record<string, Record<string, unknown>>)[name];
  };

  it('are listed and found by id with everything but secrets', async () => {
    await api.ports.quotas.takeEvents({ kind: 'API_KEY', id: key.keyId, allowance: key }, 1_000);
    const { data } = await askAs(aPrincipal(), `query($id: ID!) { apiKeys { ${FIELDS} } node(id: $id) { ... on ApiKey { ${FIELDS} } } }`, {
      id,
    });
    const shown = {
      id,
      prefix: key.prefix,
      source: 'tv',
      name: 'living room',
      scopes: ['EVENTS_WRITE'],
      enabled: true,
      rateLimits: [
        { unit: 'REQUESTS', limit: 600, windowMs: 60_000, remaining: 600, resetAt: NOW.toISOString() },
        { unit: 'EVENTS', limit: 300_000, windowMs: 60_000, remaining: 299_000, resetAt: expect.stringMatching(/Z$/) as string },
      ],
      createdAt: key.createdAt.toISOString(),
      expiresAt: null,
      lastUsedAt: null,
    };
    expect(data).toEqual({ apiKeys: [shown], node: shown });
  });

  it('are shown without what is left of their limits while that cannot be looked at', async () => {
    await using elsewhere = await createMemoryApi({ apiKeys: [key], quotas: { takeRequests: away, takeEvents: away, look: away } });
    const { data } = await elsewhere.ask('{ apiKeys { rateLimits { unit limit remaining resetAt } } }');
    expect(data).toEqual({
      apiKeys: [
        {
          rateLimits: [
            { unit: 'REQUESTS', limit: 600, remaining: null, resetAt: null },
            { unit: 'EVENTS', limit: 300_000, remaining: null, resetAt: null },
          ],
        },
      ],
    });
  });

  it('are made, changed, disabled, rotated and deleted', async () => {
    const created = await change('createApiKey', {
      source: 'web',
      name: 'web player',
      scopes: ['EVENTS_WRITE'],
      expiresAt: '2100-01-01T00:00:00Z',
    });
    expect(created).toMatchObject({
      secret: expect.stringMatching(/^pg_test_/),
      apiKey: { source: 'web', rateLimits: [{ limit: 600 }, { limit: 300_000 }] },
    });
    expect(await change('updateApiKey', { id, name: 'kitchen', scopes: ['STATS_READ'] })).toMatchObject({
      apiKey: { id, name: 'kitchen', scopes: ['STATS_READ'] },
      errors: [],
    });
    expect(await change('setApiKeyEnabled', { id, enabled: false })).toMatchObject({ apiKey: { enabled: false } });
    expect(await change('rotateApiKey', { id })).toMatchObject({ secret: expect.stringContaining(key.prefix), apiKey: { id }, errors: [] });
    const overlap = (await api.ports.apiKeys.find(key.keyId))?.formerUntil?.getTime() ?? 0;
    expect(overlap - api.ports.now().getTime()).toBe(24 * 3_600_000);
    expect(await change('deleteApiKey', { id })).toMatchObject({ apiKey: { id }, errors: [] });
    expect((await api.ports.apiKeys.all()).map(({ source }) => source)).toEqual(['web']);
  });

  it.each([
    [
      'createApiKey',
      { source: 'TV', name: '', scopes: ['ADMIN'], expiresAt: 'soon' },
      ['InvalidInputError source', 'InvalidInputError name', 'InvalidInputError expiresAt'],
    ],
    ['updateApiKey', { id: encodeGlobalId('Rule', 'multi-ip'), name: 'x' }, ['NotFoundError id']],
    ['updateApiKey', { id, requestsPerMinute: 0 }, ['InvalidInputError requestsPerMinute']],
    ['rotateApiKey', { id, overlap: 'P31D' }, ['InvalidInputError overlap']],
    ['rotateApiKey', { id, overlap: 'a day' }, ['InvalidInputError overlap']],
    ['setApiKeyEnabled', { id, enabled: false }, ['ConflictError id']],
    ['deleteApiKey', { id }, ['ConflictError id']],
  ])('are not changed by %s(%j) of the key itself', async (name, input, errors) => {
    const payload = await change(name, input, aPrincipal({ id: key.keyId }));
    expect(payload?.['errors']).toEqual(errors.map((error) => ({ __typename: error.split(' ')[0], path: [error.split(' ')[1]] })));
    expect(await api.ports.apiKeys.all()).toEqual([key]);
  });

  it('can be disabled by a person whose id is that of the key', async () => {
    const person = aPerson({ id: key.keyId, scopes: new Set(['ADMIN']) });
    expect(await change('setApiKeyEnabled', { id, enabled: false }, person)).toMatchObject({ apiKey: { enabled: false } });
  });

  it.each([
    '{ apiKeys { id } }',
    `{ node(id: "${id}") { ... on ApiKey { name } } }`,
    `mutation { deleteApiKey(input: { id: "${id}" }) { errors { __typename } } }`,
  ])('are hidden from who is no administrator: %s', async (query) => {
    const { errors } = await askAs(aPerson(), query);
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
    expect(await api.ports.apiKeys.all()).toEqual([key]);
  });
});

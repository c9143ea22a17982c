import { getIntrospectionQuery } from 'graphql';
import { createClient } from 'graphql-ws';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { postGraphql } from '../../support/graphql-request.ts';
import { startMemoryServer } from '../../support/memory-server.ts';

type Answer = {
  readonly data?: object;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
  readonly extensions?: { readonly cost: { readonly requested: number; readonly budget: number } };
};

/** Asks for the operation named Q, if there are several. */
const ask = (url: string, query: string): Promise<Answer> =>
  postGraphql<Answer>(url, { query, ...(query.includes('query Q ') && { operationName: 'Q' }) });

const repeated = (count: number, part: (i: number) => string): string => Array.from({ length: count }, (_, i) => part(i)).join(' ');
/** An operation of so many levels. */
const deep = (levels: number): string =>
  `{ event(eventId: "e") ${'{ assessment { event '.repeat((levels - 2) / 2)}{ eventId }${' } }'.repeat((levels - 2) / 2)} }`;
const aliases = (count: number): string => `{ ${repeated(count, (i) => `a${i}: __typename`)} }`;
const directives = (count: number): string => `{ ${'... @include(if: true) { '.repeat(count)}__typename${' }'.repeat(count)} }`;
/** Operations of 5 tokens each, the last with some more. */
const tokens = (count: number): string =>
  `${repeated(count / 5 - 1, (i) => `query Q${i} { __typename }`)} query Q { __typename ${'__typename '.repeat(count % 5)} }`;

/** Fragments that hold the next one twice: expanded, more of them than anybody can count. */
const nestedFragments = (count: number): string => {
  const fragments = repeated(
    count,
    (i) => `fragment F${i} on Event { a: assessment { event { ...F${i + 1} } } b: assessment { event { ...F${i + 1} } } }`,
  );
  return `{ event(eventId: "e") { ...F0 } } ${fragments} fragment F${count} on Event { eventId }`;
};
const inFragment = (selections: string, spreads: number): string =>
  `{ ${repeated(spreads, () => '...F')} } fragment F on Query { ${selections} }`;

describe('an operation', () => {
  it.each([
    ['10 levels', deep(10)],
    ['15 aliases', aliases(15)],
    ['9 directives', directives(9)],
    ['2000 tokens', tokens(2_000)],
    ['15 aliases in a fragment', inFragment('a: __typename b: __typename c: __typename', 5)],
  ])('may have %s', async (_case, query) => {
    await using server = await startMemoryServer();
    const answer = await ask(server.url, query);
    expect(answer).not.toHaveProperty('errors');
  });

  it.each([
    ['12 levels', deep(12), /levels/],
    ['16 aliases', aliases(16), /aliases/],
    ['18 aliases in fragments', inFragment('a: __typename b: __typename c: __typename', 6), /aliases/],
    ['10 directives', directives(10), /directives/],
    ['2001 tokens', tokens(2_001), /too long/],
    ['more tokens than are read', `{ ${'a '.repeat(110_000)} }`, /too long/],
    ['text nested without end', '{a'.repeat(40_000), /nested too deeply/],
    ['a list nested without end', `{ node(id: ${'['.repeat(20_000)}${']'.repeat(20_000)}) { id } }`, /nested too deeply/],
    ['400 levels', deep(302), /levels/],
    ['fragments within fragments', nestedFragments(60), /levels|aliases/],
  ])('is refused with %s, and told what to do without a number', async (_case, query, message) => {
    await using server = await startMemoryServer();
    const { errors = [] } = await ask(server.url, query);
    expect([...new Set(errors.map(({ extensions }) => extensions.code))]).toEqual(['COST_LIMIT_EXCEEDED']);
    expect(errors[0]?.message).toMatch(message);
    expect(errors[0]?.message).not.toMatch(/\d/);
    expect(server.logged).toEqual([]);
  });

  it('is refused with fragments that go round', async () => {
    await using server = await startMemoryServer();
    const query = '{ event(eventId: "e") { ...Round } } fragment Round on Event { assessment { event { ...Round } } }';
    const { errors = [] } = await ask(server.url, query);
    expect(errors.map(({ extensions }) => extensions.code)).toContain('BAD_USER_INPUT');
    expect(server.logged).toEqual([]);
  });

  it('that is refused for its shape is 400 to clients of GraphQL over HTTP', async () => {
    await using server = await startMemoryServer();
    const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
    const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query: aliases(16) }) });
    expect(response.status).toBe(400);
  });

  it('may ask for other things than those that are limited', async () => {
    const limits = { depthMax: 6, aliasesMax: 0, directivesMax: 1, tokensMax: 100, costMax: 30 };
    await using server = await startMemoryServer({}, { limits });
    const codes = async (query: string) => (await ask(server.url, query)).errors?.map(({ extensions }) => extensions.code);
    expect(await codes(deep(6))).toBeUndefined();
    expect(await codes('{ events(first: 28) { nodes { eventId } pageInfo { hasNextPage } } }')).toBeUndefined();
    for (const query of [deep(8), aliases(1), directives(2), tokens(101), '{ events(first: 30) { nodes { eventId } } }'])
      expect(await codes(query)).toEqual(['COST_LIMIT_EXCEEDED']);
  });
});

describe('introspection', () => {
  it.each([
    ['as tools ask for it', {}],
    [
      'with all there is, as GraphiQL asks for it',
      {
        descriptions: true,
        schemaDescription: true,
        inputValueDeprecation: true,
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        oneOf: true,
      },
    ],
  ])('answers %s, for free', async (_case, options) => {
    await using server = await startMemoryServer();
    const answer = await postGraphql<Answer>(server.url, { query: getIntrospectionQuery(options) });
    expect(answer).toMatchObject({ data: { __schema: { queryType: { name: 'Query' } } }, extensions: { cost: { requested: 0 } } });
    expect(answer).not.toHaveProperty('errors');
  });

  it('does not go round', async () => {
    await using server = await startMemoryServer();
    const query = `{ __schema { types ${'{ fields { type '.repeat(5)}{ name }${' } }'.repeat(5)} } }`;
    const { errors } = await ask(server.url, query);
    expect(errors?.[0]?.message).toContain('introspection depth');
  });
});

describe('`extensions.cost`', () => {
  it.each([
    ['a query', '{ events(first: 3) { nodes { eventId } } }', 4],
    ['a mutation', 'mutation { ingestEvents(input: { events: [] }) { acceptedCount errors { __typename } } }', 6],
    ['a query that fails', '{ events(first: 0) { nodes { eventId } } }', 1],
  ])('is told with the answer of %s', async (_case, query, requested) => {
    await using server = await startMemoryServer();
    const { extensions } = await ask(server.url, query);
    expect(extensions).toEqual({ cost: { requested, budget: 10_000 } });
  });

  it('is told with each answer of several', async () => {
    await using server = await startMemoryServer();
    const answers = await postGraphql<readonly Answer[]>(server.url, [{ query: '{ pipeline { lagMs } }' }, { query: '{ __typename }' }]);
    expect(answers.map(({ extensions }) => extensions?.cost.requested)).toEqual([1, 0]);
  });

  it('is told with a refusal, before anything was read', async () => {
    await using server = await startMemoryServer();
    const query =
      '{ events(first: 100) { nodes { viewer: id assessment { findings { rule { citations { label } history { version } } } event { assessment { findings { rule { citations { label } history { version } } } } } } } } }';
    const answer = await ask(server.url, query);
    expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(['COST_LIMIT_EXCEEDED']);
    expect(answer.extensions?.cost.requested).toBeGreaterThan(10_000);
    expect(server.api.reads).toEqual([]);
  });
});

describe('a message about what is not there', () => {
  const WRONG_FIELD = '{ pipelin { lagMs } }';
  const WRONG_VALUE = 'query ($level: [RiskLevel!]) { events(filter: { level: $level }) { nodes { id } } }';
  const messagesOf = async (url: string): Promise<readonly string[]> => {
    const operations = [{ query: WRONG_FIELD }, { query: WRONG_VALUE, variables: { level: ['HIGHT'] } }];
    const overHttp = await postGraphql<readonly Answer[]>(url, operations);
    const client = createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 });
    const refusals = operations.map(async (operation) => {
      const errors: unknown = await client
        .iterate(operation)
        .next()
        .catch((refused: unknown) => refused);
      return { errors } as Answer;
    });
    const overWebSocket = await Promise.all(refusals);
    await client.dispose();
    return [...overHttp, ...overWebSocket].map(({ errors }) => errors?.[0]?.message ?? '');
  };

  it.each([
    ['names what may have been meant where there is GraphiQL', true, 4],
    ['names nothing that was not asked for elsewhere', false, 0],
  ])('%s', async (_case, hasGraphiql, suggestions) => {
    await using server = await startMemoryServer({}, { hasGraphiql });
    const messages = await messagesOf(server.url);
    expect(messages.filter((message) => /pipelin|HIGHT/.test(message))).toHaveLength(4);
    expect(messages.filter((message) => message.includes('Did you mean'))).toHaveLength(suggestions);
  });
});

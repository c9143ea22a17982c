import fc from 'fast-check';
import { buildSchema, type GraphQLObjectType, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { operationCost } from '#api/cost/operation-cost.ts';
import { schema as ownSchema } from '#api/schema.ts';
import { LAW } from '#privacy/law/law.ts';
import { CATALOGUE } from '#scoring/catalogue.ts';

const schema = buildSchema(`
  type Query { name: String! thing: Thing things: [Thing!]! page(first: Int, last: Int): ThingConnection! top(first: Int = 7): [Thing!]! nodes(ids: [ID!]!): [Node]! funnel: Thing hours: [Thing!]! }
  interface Node { id: ID! }
  type Thing implements Node { id: ID! tags: [String!]! parts: [Thing!]! page(first: Int, last: Int): ThingConnection! }
  type ThingConnection { nodes: [Thing!]! edges: [Edge!]! pageInfo: PageInfo! }
  type Edge { cursor: ID! node: Thing! }
  type PageInfo { hasNextPage: Boolean! }
`);
const fields = (schema.getType('Query') as GraphQLObjectType).getFields();
Object.assign(fields['funnel'] ?? {}, { extensions: { cost: 500 } });
Object.assign(fields['hours'] ?? {}, { extensions: { items: 24 } });

const costOf = (query: string, variableValues: Readonly<Record<string, unknown>> = {}): number =>
  operationCost({ schema, document: parse(query), variableValues });

const nested = (sizes: readonly number[]): string =>
  sizes.reduceRight((inside, size) => `page(first: ${size}) { nodes { id ${inside} } }`, '');

describe('the cost of an operation', () => {
  it.each([
    ['plain values are free', '{ name }', 0],
    ['an object costs 1', '{ thing { id tags } }', 1],
    ['a list of no known length counts 5', '{ things { id } }', 5],
    ['lists multiply what they hold', '{ things { parts { id } } }', 5 * (1 + 5)],
    ['a list holds as many as its argument says', '{ top(first: 3) { id } }', 3],
    ['or says by default', '{ top { id } }', 7],
    ['a page holds what `first` asks for', '{ page(first: 10) { nodes { id } } }', 1 + 10],
    ['or `last`', '{ page(last: 10) { nodes { id } } }', 1 + 10],
    ['or 25', '{ page { nodes { id } } }', 1 + 25],
    ['edges and nodes are both made', '{ page(first: 10) { edges { node { id } } nodes { id } } }', 1 + 10 * 2 + 10],
    ['what belongs to the page counts once', '{ page(first: 10) { pageInfo { hasNextPage } } }', 1 + 1],
    ['pages within pages multiply', '{ page(first: 10) { nodes { page(first: 20) { nodes { id } } } } }', 1 + 10 * (1 + 1 + 20)],
    ['ids are counted', '{ nodes(ids: ["a", "b", "c"]) { id } }', 3],
    [
      'fragments cost where they are spread',
      '{ thing { ...T } page(first: 2) { nodes { ...T } } } fragment T on Thing { parts { id } }',
      6 + 1 + 2 * 6,
    ],
    ['fragments know the page', '{ page(first: 10) { ...P } } fragment P on ThingConnection { nodes { id } }', 1 + 10],
    [
      'fragments without a name count too',
      '{ ... on Query { thing { id } } nodes(ids: "a") { ... on Thing { parts { id } } } }',
      1 + 5 * 6,
    ],
    ['aliases cost each', '{ a: thing { id } b: thing { id } }', 2],
    ['introspection is free', '{ __typename __schema { types { fields { name } } } }', 0],
    ['a field may say what it costs', '{ funnel { id } }', 500 + 1],
    ['a list may say how long it is', '{ hours { id } }', 24],
  ])('%s', (_fact, query, cost) => {
    expect(costOf(query)).toBe(cost);
  });

  it.each([
    ['given', { n: 40 }, 1 + 40],
    ['left to its default', {}, 1 + 4],
    ['null', { n: null }, 1 + 4],
    ['not a number', { n: 'all' }, 1 + 25],
    ['below zero', { n: -5 }, 1],
  ])('counts a page whose size is a variable, %s', (_case, variables, cost) => {
    expect(costOf('query ($n: Int = 4) { page(first: $n) { nodes { id } } }', variables)).toBe(cost);
  });

  it('counts ids in variables, even inside a list', () => {
    expect(costOf('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['a', 'b'] })).toBe(2);
    expect(costOf('query ($id: ID!) { nodes(ids: [$id, $id]) { id } }', { id: 'a' })).toBe(2);
  });

  it('prices the operation that is named', () => {
    const document = parse('query A { thing { id } } query B { things { id } }');
    expect(['A', 'B', 'C'].map((operationName) => operationCost({ schema, document, operationName }))).toEqual([1, 5, 0]);
  });

  it('grows with every page that grows, and is looked at once however often a fragment is spread', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100), { minLength: 1, maxLength: 6 }), fc.nat(5), (sizes, index) => {
        const larger = sizes.map((size, i) => (i === index % sizes.length ? size + 1 : size));
        const isReached = sizes.slice(0, index % sizes.length).every((size) => size > 0);
        expect(costOf(`{ ${nested(larger)} }`) > costOf(`{ ${nested(sizes)} }`)).toBe(isReached);
      }),
    );
    const doubling = Array.from(
      { length: 60 },
      (_, i) => `fragment F${i} on Thing { a: parts { ...F${i + 1} } b: parts { ...F${i + 1} } }`,
    );
    expect(costOf(`{ thing { ...F0 } } ${doubling.join(' ')} fragment F60 on Thing { id }`)).toBeGreaterThan(1e30);
  });
});

describe('what takes more work than an object', () => {
  it.each([
    ['a count', '{ events(first: 1) { totalCount { value } } }', 1 + 1 + 50],
    ['the rules, all of them', '{ rules { key } }', CATALOGUE.length],
    ['the regions, all of them', '{ regions { code } }', new Set(LAW.flatMap(({ regions }) => regions)).size],
    ['a funnel', '{ funnel(input: { range: { from: "a", to: "b" }, steps: [], conversionWindow: "PT1H" }) { conversionRate } }', 1 + 4_000],
  ])('costs more: %s', (_case, query, cost) => {
    expect(operationCost({ schema: ownSchema, document: parse(query) })).toBe(cost);
  });
});

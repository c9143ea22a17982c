import fc from 'fast-check';
import { execute, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createContext } from '#api/context.ts';
import { executeOperation } from '#api/execute-operation.ts';
import { schema } from '#api/schema.ts';
import { createMemoryApi } from '../../support/memory-api.ts';
import { aPrincipal } from '../../support/a-principal.ts';

const document = parse('mutation ($input: IngestEventsInput!) { ingestEvents(input: $input) { acceptedCount } }');

/** What the service was given and what came back. */
const outcomeOf = async (run: typeof execute | typeof executeOperation, input: unknown) => {
  await using api = await createMemoryApi();
  const contextValue = createContext(api.ports, aPrincipal());
  const result = await run({ schema, document, variableValues: { input }, contextValue });
  return JSON.parse(
    JSON.stringify({
      result,
      batches: api.batches.map(({ events, dryRun, batchId }) => ({ events: events.map(sorted), dryRun, batchId })),
    }),
  );
};

const sorted = ({ playback }: { readonly playback: object }) => ({ playback: Object.fromEntries(Object.entries(playback).toSorted()) });

const aDraft = { eventId: 'e', eventType: 'PLAY', timestamp: '2026-03-10T12:00:00Z', region: 'NL' };

const oddValue = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constant([]),
  fc.constant({ a: 1 }),
  fc.constant('x'.repeat(300)),
  fc.constant('ERROR'),
);
const fieldName = fc.constantFrom(
  'eventId',
  'eventType',
  'timestamp',
  'userId',
  'region',
  'isEu',
  'ipAddress',
  'deviceType',
  'positionMs',
  'bitrateKbps',
  'extraMetadata',
  'unknown',
  '__proto__',
);
const anyEvent = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .dictionary(fieldName, oddValue, { maxKeys: 2, noNullPrototype: true })
      .map((odd) => ({ playback: { ...aDraft, ...odd } })),
  },
  fc.constantFrom({ playback: aDraft }, {}, { playback: null }, { playback: aDraft, log: {} }, null, 7),
);

describe('executing an operation', () => {
  it('answers as graphql-js does, whatever is in the list', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { maxLength: 3 }), async (events) => {
        const input = { events, batchId: 'b' };
        expect(await outcomeOf(executeOperation, input)).toEqual(await outcomeOf(execute, input));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['not', (filter: object) => ({ not: filter })],
    ['and', (filter: object) => ({ and: [filter] })],
  ])('refuses a filter nested without end in `%s`', async (_case, around) => {
    let filter: object = { minScore: 1 };
    for (let level = 0; level < 20_000; level++) filter = around(filter);
    const query = parse('query ($filter: EventFilter) { events(filter: $filter) { nodes { id } } }');
    const { errors } = await executeOperation({ schema, document: query, variableValues: { filter } });
    expect(errors?.map(({ message, extensions }) => [message, extensions['code']])).toEqual([
      ['A variable is nested too deep.', 'BAD_USER_INPUT'],
    ]);
  });

  it.each([
    ['a variable that is missing', undefined],
    ['a single event where a list is expected', { events: { playback: aDraft } }],
    ['a default that is not given', { events: [{ playback: aDraft }] }],
    ['a default that is overridden', { events: [], dryRun: true }],
    ['a field beside the list that is wrong', { events: [{ playback: aDraft }], dryRun: 'yes' }],
  ])('answers as graphql-js does for %s', async (_case, input) => {
    expect(await outcomeOf(executeOperation, input)).toEqual(await outcomeOf(execute, input));
  });
});

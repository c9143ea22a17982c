import { text } from 'node:stream/consumers';
import { type ExecutionResult, GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { apiError, type ApiErrorCode } from '#api/api-error.ts';
import { eventStreamOf } from '#http/event-stream.ts';

async function* streamOf(results: readonly ExecutionResult[]): AsyncGenerator<ExecutionResult, void, void> {
  yield* results;
}

const written = (...results: readonly ExecutionResult[]): Promise<string> =>
  text(
    eventStreamOf({
      results: streamOf(results),
      present: (result) => result,
      idOf: () => null,
      textOf: (result) => JSON.stringify(result),
      signal: new AbortController().signal,
    }),
  );

const data = { riskAlerts: null };
const refused = (code: ApiErrorCode): ExecutionResult => ({ errors: [apiError(code, 'no')] });

const eventsOf = async (results: readonly ExecutionResult[]): Promise<readonly string[]> =>
  (await written(...results)).split('\n\n').filter((event) => event.startsWith('event: '));
const next = (result: ExecutionResult): string => `event: next\ndata: ${JSON.stringify(result)}`;

describe('a stream of server-sent events', () => {
  it.each<readonly [string, readonly ExecutionResult[]]>([
    ['is over', [{ data }]],
    ['could not answer a field', [{ data, errors: [apiError('INTERNAL', 'no')] }, { data }]],
    ['was asked for by mistake', [refused('BAD_USER_INPUT')]],
    ['was refused without a code', [{ errors: [new GraphQLError('no')] }]],
  ])('that %s ends with `complete`', async (_case, results) => {
    expect(await eventsOf(results)).toEqual([...results.map(next), 'event: complete\ndata:']);
  });

  it.each(['INTERNAL', 'UNAVAILABLE'] as const)('that breaks with %s says so and no more, so that the client comes back', async (code) => {
    expect(await eventsOf([{ data }, refused(code), { data }])).toEqual([{ data }, refused(code)].map(next));
  });
});

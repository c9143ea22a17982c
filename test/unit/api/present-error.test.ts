import { GraphQLError } from 'graphql';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { PositionAhead } from '#alerts/alert-feed.ts';
import { badUserInput } from '#api/api-error.ts';
import { presentError } from '#api/present-error.ts';
import { StreamFull, StreamUnavailable } from '#stream/event-stream.ts';

/** Presents an error and collects what was logged about it. */
const presented = (error: unknown) => {
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line) => void lines.push(line) });
  return { shown: presentError(error, { requestId: 'r-1', log }).toJSON(), lines };
};

const inField = (cause: Error) => new GraphQLError(cause.message, { cause, path: ['stats'] });

describe('an error', () => {
  it.each([
    ['of a query that does not parse', new GraphQLError('Syntax Error'), 'BAD_USER_INPUT'],
    [
      'that a resolver means for the client',
      new GraphQLError('x', { ...inField(badUserInput('x')), extensions: { code: 'BAD_USER_INPUT' }, path: ['a'] }),
      'BAD_USER_INPUT',
    ],
    ['of a position ahead of the log', inField(new PositionAhead()), 'BAD_USER_INPUT'],
    ['of a stream that cannot be reached', inField(new StreamUnavailable()), 'UNAVAILABLE'],
    ['of a stream without room', inField(new StreamFull()), 'OVERLOADED'],
    ['nobody expected', inField(new TypeError('secret')), 'INTERNAL'],
    ['that is no GraphQL error', new RangeError('secret'), 'INTERNAL'],
    ['of a value the schema cannot show', new GraphQLError('Enum "X" cannot represent "secret"', { path: ['a'] }), 'INTERNAL'],
  ])('%s has the code %s', (_case, error, code) => {
    expect(presented(error).shown.extensions).toMatchObject({ code, requestId: 'r-1' });
  });

  it('nobody expected is shown without its words and logged with them', () => {
    const { shown, lines } = presented(inField(new TypeError('secret')));
    expect(JSON.stringify(shown)).not.toContain('secret');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 50, requestId: 'r-1', err: { message: 'secret' }, path: ['stats'] });
  });

  it('that was expected is not logged', () => {
    expect(presented(inField(new StreamUnavailable())).lines).toEqual([]);
  });
});

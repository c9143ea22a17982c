import { GraphQLError } from 'graphql';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { PositionAhead } from '#alerts/alert-feed.ts';
import { badUserInput } from '#api/api-error.ts';
import { presentError } from '#api/present-error.ts';
import { AcceptanceUnknown } from '#ingest/acceptance-unknown.ts';
import { UnansweredStatistics } from '#store/statistics/statistics-reader.ts';
import { StreamFull, StreamUnavailable } from '#stream/event-stream.ts';

/** Presents an error and collects what was logged about it. */
const presented = (error: unknown) => {
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line) => void lines.push(line) });
  return { shown: presentError(error, { requestId: 'r-1', log }).toJSON(), lines };
};

const messageOf = (cause: Error) => presented(inField(cause)).shown.message;
const coded = (code: string) => Object.assign(new Error('secret'), { code });
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
    ['of statistics that nobody keeps', inField(new UnansweredStatistics('ask otherwise')), 'BAD_USER_INPUT'],
    ['of a stream that cannot be reached', inField(new StreamUnavailable()), 'UNAVAILABLE'],
    ['of a stream without room', inField(new StreamFull()), 'OVERLOADED'],
    ['of events that may have been appended', inField(new AcceptanceUnknown()), 'UNAVAILABLE'],
    ['of a database that refuses connections', inField(coded('ECONNREFUSED')), 'UNAVAILABLE'],
    ['of a connection that broke', inField(new Error('Connection terminated unexpectedly')), 'UNAVAILABLE'],
    ['of class 08, connections', inField(coded('08006')), 'UNAVAILABLE'],
    ['of class 53, resources', inField(coded('53300')), 'UNAVAILABLE'],
    ['of a database that shuts down', inField(coded('57P01')), 'UNAVAILABLE'],
    ['of a statement that took too long', inField(coded('57014')), 'UNAVAILABLE'],
    ['of a statement that is wrong', inField(coded('42601')), 'INTERNAL'],
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

  it.each([new StreamFull(), new PositionAhead(), new UnansweredStatistics('ask otherwise')])(
    'that the client caused or can mend is not logged: %s',
    (cause) => {
      expect(presented(inField(cause)).lines).toEqual([]);
    },
  );

  it.each([new StreamUnavailable(), new AcceptanceUnknown(), coded('ECONNREFUSED')])(
    'of a server that is away is a warning: %s',
    (cause) => {
      const { lines } = presented(inField(cause));
      expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ level: 40, requestId: 'r-1', path: ['stats'] }]);
    },
  );

  it('speaks of events that may have been accepted only where there were any', () => {
    expect(messageOf(new AcceptanceUnknown())).toMatch(/send the same events again/);
    expect(messageOf(new StreamUnavailable())).not.toMatch(/events/);
    expect(messageOf(coded('ECONNREFUSED'))).not.toMatch(/events/);
  });
});

import { type ExecutionResult, parse } from 'graphql';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createCostBudget } from '#api/cost/cost-budget.ts';
import type { Principal } from '#access/principal.ts';
import { createContext } from '#api/context.ts';
import { schema } from '#api/schema.ts';
import { createSharedSubscriptions, type SharedSubscriptions } from '#api/shared-subscriptions.ts';
import { alertCursor } from '#domain/cursor.ts';
import { createMemoryApi, type MemoryApi } from '../../support/memory-api.ts';
import { aPrincipal } from '../../support/a-principal.ts';

const FOLLOW =
  'subscription ($after: Cursor, $filter: AlertFilter) { riskAlerts(after: $after, filter: $filter) { ... on RiskAlertRaised { alert { sequence event { eventId } } } } }';

type Request = { readonly query?: string; readonly variables?: Record<string, unknown>; readonly principal?: Principal };

const follow = async (
  shared: SharedSubscriptions,
  api: MemoryApi,
  { query = FOLLOW, variables = {}, principal = aPrincipal() }: Request = {},
) => {
  const contextValue = createContext(api.ports, principal);
  const answer = await shared.subscribe({ schema, document: parse(query), variableValues: variables, contextValue });
  if (!(Symbol.asyncIterator in answer)) throw new Error(JSON.stringify(answer));
  return answer;
};

const share = (budget = 100): SharedSubscriptions =>
  createSharedSubscriptions({ log: pino({ level: 'silent' }), costBudget: createCostBudget(budget) });

const next = async (stream: AsyncGenerator<ExecutionResult>): Promise<ExecutionResult> => {
  const { value, done } = await stream.next();
  if (done) throw new Error('the stream is over');
  return value;
};

const isSecond = (result: ExecutionResult | undefined): boolean => JSON.stringify(result?.data).includes('"sequence":2');

describe('subscriptions', () => {
  it.each([
    ['are equal', {}, {}, 1],
    ['leave a variable out or say null', {}, { variables: { filter: null } }, 2],
    ['begin elsewhere', { variables: { after: alertCursor.encode(0) } }, { variables: { after: alertCursor.encode(1) } }, 1],
    ['have another filter', {}, { variables: { filter: { minLevel: 'HIGH' } } }, 2],
    ['have another document', {}, { query: FOLLOW.replace('sequence', 'sequence title') }, 2],
    ['may see something else', {}, { principal: aPrincipal({ scopes: new Set(['RISK_READ']) }) }, 2],
  ] as const)('that %s execute a message %#: together when nothing in the answer can differ', async (_case, one, other, executions) => {
    await using api = await createMemoryApi();
    const shared = share();
    await api.raise(1);
    const streams = [await follow(shared, api, one), await follow(shared, api, other)] as const;
    const first = [next(streams[0]), next(streams[1])];
    await api.raise(1);
    const results = await Promise.all(first);
    if (!isSecond(results[0])) results[0] = await next(streams[0]);
    expect(results.map(isSecond)).toEqual([true, true]);
    expect(new Set(results).size).toBe(executions);
    for (const stream of streams) await stream.return();
  });

  it('share no failure with those that come after it', async () => {
    await using api = await createMemoryApi();
    let isDown = true;
    const byKeys: MemoryApi['ports']['events']['byKeys'] = async (keys) => {
      if (isDown) throw new TypeError('the database is away');
      return keys.map(() => null);
    };
    const ports = { ...api.ports, events: { ...api.ports.events, byKeys } };
    const shared = share();
    await api.raise(1);
    const variables = { after: alertCursor.encode(0) };
    const first = await follow(shared, { ...api, ports }, { variables });
    expect(await next(first)).toHaveProperty('errors');
    isDown = false;
    const second = await follow(shared, { ...api, ports }, { variables });
    expect(await next(second)).not.toHaveProperty('errors');
    await Promise.all([first.return(), second.return()]);
  });

  it('that ask for more than the budget are refused, with what they may cost', async () => {
    await using api = await createMemoryApi();
    const contextValue = createContext(api.ports, aPrincipal());
    const answer = await share(2).subscribe({ schema, document: parse(FOLLOW), contextValue });
    expect(answer).toMatchObject({
      errors: [{ extensions: { code: 'COST_LIMIT_EXCEEDED' } }],
      extensions: { cost: { requested: 3, budget: 2 } },
    });
  });

  it('say where to resume and write a result once', async () => {
    await using api = await createMemoryApi();
    const shared = share();
    await api.raise(2);
    const stream = await follow(shared, api, { variables: { after: alertCursor.encode(0) } });
    const result = await next(stream);
    expect(shared.cursorOf(result)).toBe(alertCursor.encode(1));
    expect(shared.textOf(result)).toBe(
      '{"data":{"riskAlerts":{"alert":{"sequence":1,"event":null}}},"extensions":{"cost":{"requested":3,"budget":100}}}',
    );
    expect(shared.textOf(result)).toBe(shared.textOf(result));
    await stream.return();
  });

  it('wait for a person whom nobody has seen yet, and pass strangers as heartbeats', async () => {
    const viewers: Record<string, string> = {};
    await using api = await createMemoryApi({ viewers });
    const query = FOLLOW.replace('{ ... on', '{ __typename ... on');
    const filter = { userId: ['alice'] };
    const stream = await follow(share(), api, {
      query,
      variables: { filter },
    });
    const first = next(stream);
    await api.raise(2, { viewerId: 'viewer-of-bob' });
    viewers['alice'] = 'viewer-of-alice';
    await api.raise(1, { viewerId: 'viewer-of-alice' });
    const messages = [await first, await next(stream)].map(({ data }) => data?.['riskAlerts']);
    expect(messages).toMatchObject([{ __typename: 'StreamHeartbeat' }, { alert: { sequence: 3 } }]);
    await stream.return();
  });

  it('end at once, even while they wait', async () => {
    await using api = await createMemoryApi();
    const stream = await follow(share(), api);
    const waiting = stream.next();
    await stream.return();
    expect((await waiting).done).toBe(true);
  });
});

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServerOptions } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { createPubSub, createSchema, createYoga } from 'graphql-yoga';
import { WebSocketServer } from 'ws';
import { raisedAlert } from './raised-alert.ts';
import { type FanOut, serveFanOut } from './serve-fan-out.ts';

/** Yoga with graphql-ws and its own pub/sub as its documentation shows them, over the same schema. */
const openYoga = async (): Promise<FanOut> => {
  const pubSub = createPubSub<{ riskAlerts: [message: object] }>();
  const typeDefs = await readFile(new URL('../../schema/schema.graphql', import.meta.url), 'utf8');
  const subscribe = () => pubSub.subscribe('riskAlerts');
  const schema = createSchema({
    typeDefs,
    resolvers: { Subscription: { riskAlerts: { subscribe, resolve: (message: unknown) => message } } },
  });
  const yoga = createYoga({ schema, logging: false });
  const server = createServer((request, response) => void yoga(request, response));
  const sockets = new WebSocketServer({ server, path: yoga.graphqlEndpoint });
  useServer(serverOptions(yoga), sockets);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  let sequence = 0;
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}${yoga.graphqlEndpoint}`,
    raise: (raisedAt) => pubSub.publish('riskAlerts', messageOf(++sequence, raisedAt)),
  };
};

type RootValue = Pick<ReturnType<ReturnType<typeof createYoga>['getEnveloped']>, 'execute' | 'subscribe'>;

const serverOptions = (yoga: ReturnType<typeof createYoga>): ServerOptions => ({
  execute: (args) => (args.rootValue as RootValue).execute(args),
  subscribe: (args) => (args.rootValue as RootValue).subscribe(args),
  onSubscribe: async (context, _id, params) => {
    const enveloped = yoga.getEnveloped({ ...context, params });
    const { schema, execute, subscribe, contextFactory, parse, validate } = enveloped;
    const args = {
      schema,
      operationName: params.operationName,
      document: parse(params.query),
      variableValues: params.variables,
      contextValue: await contextFactory(),
      rootValue: { execute, subscribe },
    };
    const errors = validate(args.schema, args.document);
    return errors.length > 0 ? errors : args;
  },
});

const messageOf = (sequence: number, raisedAt: Date): object => {
  const { findings = [], viewerId, region, ...alert } = raisedAlert(raisedAt);
  return {
    __typename: 'RiskAlertRaised',
    cursor: `YWxlcnQ6${sequence}`,
    at: raisedAt.toISOString(),
    alert: {
      ...alert,
      id: `Umlza0FsZXJ0O${sequence}`,
      sequence,
      raisedAt: raisedAt.toISOString(),
      occurrences: 1,
      region: { code: region },
      viewer: { pseudonym: viewerId },
      findings: findings.map(({ ruleKey, ...finding }) => ({ ...finding, rule: { key: ruleKey } })),
    },
  };
};

await serveFanOut(openYoga);

import type { IncomingMessage } from 'node:http';
import { type DocumentNode, type ExecutionArgs, getOperationAST, GraphQLError } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { Logger } from 'pino';
import type { Principal } from '#access/principal.ts';
import { badUserInput } from '#api/api-error.ts';
import { type ApiContext, type ApiPorts, createContext } from '#api/context.ts';
import type { CostBudget } from '#api/cost/cost-budget.ts';
import { executeWithin } from '#api/cost/execute-within.ts';
import { schema } from '#api/schema.ts';
import type { SharedSubscriptions } from '#api/shared-subscriptions.ts';
import { createExamplePage } from './browsers/example-page.ts';
import type { PageOptions } from './browsers/graphiql-page.ts';
import type { ConnectionCount } from './callers/connection-count.ts';
import type { StandingWatch } from './callers/standing-watch.ts';
import { createDocumentCache } from './document-cache.ts';
import type { ExampleCredentials } from './example-tabs.ts';
import { aliasRule, directiveRule } from './limits/count-rule.ts';
import { depthRule } from './limits/depth-rule.ts';
import { executeInTime, OPERATION_MS_MAX } from './limits/execute-in-time.ts';
import { hideSchema } from './limits/hide-schema.ts';
import { hideSuggestions, withoutSuggestions } from './limits/hide-suggestions.ts';
import type { OperationLimits } from './limits/operation-limits.ts';
import { parseWithin } from './limits/parse-document.ts';
import {
  openPersistedOperations,
  type PersistedOperations,
  type PersistedSettings,
  type SentOperation,
} from './persisted/persisted-operations.ts';
import { presentResults } from './present-results.ts';
import type { RequestScope } from './request-scope.ts';
import { serveEventStreams } from './serve-event-streams.ts';

/** An operation as a WebSocket client sends it; without a text it is named by its hash. */
export type OperationRequest = SentOperation & {
  readonly principal: Principal;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly requestId: string;
  readonly address: string;
  /** Fires when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
};

/** An operation that can be executed, in a context of its own. */
export type PreparedOperation = ExecutionArgs & { readonly contextValue: ApiContext };

export type GraphqlEndpoint = {
  /** Answers one HTTP request of a caller; a body must have been read into `request.body`. */
  handle(request: IncomingMessage, scope: RequestScope): Promise<void>;
  /** Parses and validates, with the caches of HTTP; answers what is wrong instead when something is. */
  prepare(operation: OperationRequest): PreparedOperation | readonly GraphQLError[];
  /** Executes what was prepared, within the budget. */
  readonly execute: ReturnType<typeof executeWithin>;
};

/** Operations in one array of an HTTP request. */
export const BATCH_OPERATIONS_MAX = 10;

export type GraphqlEndpointOptions = {
  readonly ports: ApiPorts;
  readonly standing: StandingWatch;
  readonly connections: ConnectionCount;
  readonly subscriptions: SharedSubscriptions;
  readonly log: Logger;
  readonly costBudget: CostBudget;
  readonly limits: OperationLimits;
  readonly persisted: PersistedSettings;
  /** Whether browsers get GraphiQL, and messages suggest what may have been meant; default no. */
  readonly hasGraphiql?: boolean;
  /** What the example tabs of GraphiQL show, asked for with each page; default nothing. */
  readonly exampleCredentials?: (() => Promise<ExampleCredentials>) | null;
  /** Ends server-sent events. */
  readonly signal: AbortSignal;
  readonly eventStreamsMax?: number;
  /** Default `OPERATION_MS_MAX`. */
  readonly operationMsMax?: number;
};

/** GraphQL over HTTP, and GraphiQL, at `/graphql`. */
export const createGraphqlEndpoint = (options: GraphqlEndpointOptions): GraphqlEndpoint => {
  const { ports, log, limits, subscriptions, hasGraphiql = false } = options;
  const execute = executeInTime(executeWithin(options.costBudget), options.operationMsMax ?? OPERATION_MS_MAX);
  const persisted = openPersistedOperations(options.persisted);
  const page = createExamplePage({ now: ports.now, credentials: options.exampleCredentials ?? null });
  const yoga = createYoga<RequestScope, ApiContext>({
    schema,
    context: ({ request, requestId, principal, address }) =>
      createContext(ports, principal, { requestId, address, lastEventId: request.headers.get('last-event-id'), signal: request.signal }),
    graphiql: hasGraphiql && ((_request, { response }) => page.open(response)),
    renderGraphiQL: (shown) => page.render(shown as PageOptions),
    parserAndValidationCache: { documentCache: createDocumentCache(), errorCache: createDocumentCache(), validationCache: true },
    cors: false,
    batching: { limit: BATCH_OPERATIONS_MAX },
    extraParamNames: ['documentId'],
    multipart: false,
    maxRequestBodySize: false,
    maskedErrors: false,
    landingPage: false,
    logging: false,
    plugins: [
      findOperations(persisted),
      executeWith(execute, subscriptions),
      limitOperations(limits),
      ...(hasGraphiql ? [] : [hideSuggestions(), hideSchema()]),
      presentResults(log),
      serveEventStreams(options),
    ],
  });
  return {
    handle: async (request, scope) => {
      await yoga(request, scope.response, scope);
    },
    prepare(operation) {
      const query = persisted.textOf(operation) ?? '';
      if (query instanceof GraphQLError) return [query];
      const prepared = prepare(yoga.getEnveloped({}), { ...operation, query }, createContext(ports, operation.principal, operation));
      return hasGraphiql || !('schema' in prepared) ? prepared : withoutSuggestions(prepared);
    },
    execute,
  };
};

/** Puts the text of an operation in the place of its hash. */
const findOperations = ({ textOf }: PersistedOperations): Plugin => ({
  onParams({ params, setParams }) {
    const query = textOf(params);
    if (query instanceof GraphQLError) throw query;
    if (query !== null) setParams({ ...params, query });
  },
});

/** Our executor instead of Yoga's, which copies every input object before it looks at it. */
const executeWith = (execute: GraphqlEndpoint['execute'], { subscribe }: SharedSubscriptions): Plugin => ({
  onExecute: ({ setExecuteFn }) => setExecuteFn(execute),
  onSubscribe: ({ setSubscribeFn }) => setSubscribeFn(subscribe),
});

const limitOperations = ({ tokensMax, depthMax, aliasesMax, directivesMax }: OperationLimits): Plugin => {
  const parse = parseWithin(tokensMax);
  const rules = [depthRule(depthMax), aliasRule(aliasesMax), directiveRule(directivesMax)];
  return {
    onParse: ({ setParseFn }) => setParseFn(parse),
    onValidate: ({ addValidationRule }) => rules.forEach(addValidationRule),
  };
};

/** The steps of one operation, caches included. */
type Enveloped = {
  readonly schema: ExecutionArgs['schema'];
  readonly parse: (query: string) => DocumentNode;
  readonly validate: (schema: ExecutionArgs['schema'], document: DocumentNode) => readonly GraphQLError[];
};

const prepare = (
  { schema: whole, parse, validate }: Enveloped,
  { query, operationName, variables }: OperationRequest & { readonly query: string },
  contextValue: ApiContext,
): PreparedOperation | readonly GraphQLError[] => {
  try {
    const document = parse(query);
    const errors = validate(whole, document);
    if (errors.length > 0) return errors;
    if (getOperationAST(document, operationName) == null) return [badUserInput('The document has no one operation of that name.')];
    return { schema: whole, document, operationName, variableValues: variables, contextValue };
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
};

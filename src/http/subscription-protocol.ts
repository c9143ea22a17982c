import { randomUUID } from 'node:crypto';
import type { ExecutionResult, GraphQLError } from 'graphql';
import { makeServer, type Server, type ServerOptions } from 'graphql-ws';
import type { Logger } from 'pino';
import type { AuditDesk } from '#access/audit/audit-desk.ts';
import { auditRefusal } from '#access/audit/audit-refusal.ts';
import type { Authenticator } from '#access/authenticator.ts';
import type { CallerQuotas } from '#access/limits/caller-quotas.ts';
import type { ShownCredential } from '#access/credential.ts';
import { ANONYMOUS, type Principal } from '#access/principal.ts';
import type { SettledOperation } from '#api/audit/settled-operation.ts';
import { apiError, retryable } from '#api/api-error.ts';
import type { ApiContext } from '#api/context.ts';
import { presentError } from '#api/present-error.ts';
import type { SharedSubscriptions } from '#api/shared-subscriptions.ts';
import { logOperation } from './audit/access-log.ts';
import { admitRequests } from './callers/admit-requests.ts';
import { findCaller, shownAtConnect } from './callers/find-caller.ts';
import type { ConnectionCount } from './callers/connection-count.ts';
import type { StandingWatch } from './callers/standing-watch.ts';
import type { GraphqlEndpoint } from './graphql-endpoint.ts';
import { messagePump } from './message-pump.ts';

/** The way to one client. */
export type Outlet = {
  /** Settles when the message has left for the socket. */
  readonly send: (text: string) => Promise<void>;
  readonly close: (code: number, reason: string) => void;
  /** Fires when the client has gone. */
  readonly gone: AbortSignal;
  /** What the headers of the upgrade showed. */
  readonly shown: ShownCredential;
  readonly address: string;
  /** Who is calling, from `connection_init` on. */
  principal: Principal;
};

/** A client has this long to open the protocol. */
const INIT_MS_MAX = 3_000;
/** Operations in hand on one connection. */
const OPERATIONS_MAX = 20;
/** Close codes of graphql-transport-ws. */
const UNAUTHORIZED = 4401;
const FORBIDDEN = 4403;
const CREDENTIAL_MISSING = 'Send authorization in connection_init.';
/** A caller who has as many connections as it may is to come back later; 4429 of graphql-transport-ws means something else. */
const TRY_AGAIN_LATER = 1013;
const REQUESTS_TOO_MANY = 'Too many requests: come back in a minute.';
const CONNECTION_TOO_MANY = 'This credential keeps as many connections open as it may.';
/** As HTTP says it. */
const TOO_MANY_REQUESTS = 429;
const CREDENTIAL_OVER = 'The credential does not hold any more.';

type Options = ServerOptions<Record<string, unknown> | undefined, Outlet>;

/** What lets a connection in and ends it. */
type Connecting = {
  readonly audit: Pick<AuditDesk, 'deny'>;
  readonly authenticator: Authenticator;
  readonly quotas: Pick<CallerQuotas, 'takeRequests'>;
  readonly standing: StandingWatch;
  readonly connections: ConnectionCount;
};

export type SubscriptionProtocolOptions = Connecting & {
  readonly endpoint: Pick<GraphqlEndpoint, 'prepare' | 'execute'>;
  readonly subscriptions: SharedSubscriptions;
  readonly log: Logger;
};

/** The graphql-transport-ws protocol over the schema, whatever carries it. What cannot be executed is answered with `error`. */
export const createSubscriptionProtocol = (options: SubscriptionProtocolOptions): Server<Outlet> => {
  const { endpoint, subscriptions, standing, log } = options;
  const present = (errors: readonly GraphQLError[], requestId: string) => errors.map((error) => presentError(error, { requestId, log }));

  const onSubscribe: Options['onSubscribe'] = async ({ extra, subscriptions: open }, _id, operation) => {
    const requestId = randomUUID();
    const refusal = Object.keys(open).length > OPERATIONS_MAX ? TOO_MANY : await refusalOf(options, extra);
    const { principal, address, gone: signal } = extra;
    const settled = (what: SettledOperation): void => logOperation(log, requestId, { caller: principal, operation: what });
    const prepared = refusal === null ? endpoint.prepare({ ...operation, requestId, principal, address, signal, settled }) : [refusal];
    return isErrors(prepared) ? present(prepared, requestId) : prepared;
  };

  const onOperation: Options['onOperation'] = async (...[{ extra, subscriptions: open }, id, , { contextValue }, answer]) => {
    const results = await answer;
    const { requestId } = contextValue as ApiContext;
    if (isResultStream(results)) {
      const head = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
      const send = async (result: ExecutionResult): Promise<void> =>
        standing.isStanding(extra.principal)
          ? extra.send(`${head}${subscriptions.textOf(result)}}`)
          : extra.close(FORBIDDEN, CREDENTIAL_OVER);
      return messagePump({ results, send });
    }
    if (!isRefused(results)) return undefined;
    await extra.send(JSON.stringify({ id, type: 'error', payload: present(results.errors, requestId) }));
    delete open[id]; // an error is the last message of its operation
    return undefined;
  };

  return makeServer<Record<string, unknown> | undefined, Outlet>({
    connectionInitWaitTimeout: INIT_MS_MAX,
    execute: endpoint.execute,
    onConnect: connectKnown(options),
    subscribe: (args) => subscriptions.subscribe(args),
    onSubscribe,
    onOperation,
    onNext: (...[, , , { contextValue }, { data, errors, extensions = {} }]) =>
      errors && {
        extensions,
        data: data ?? null,
        errors: present(errors, (contextValue as ApiContext).requestId).map((error) => error.toJSON()),
      },
    onError: (...[, , , errors]) =>
      errors.map((error) => (isPresented(error) ? error : (present([error], randomUUID())[0] ?? error)).toJSON()),
  });
};

/** Lets callers in who are known, for as long as they may go on. */
const connectKnown = ({ audit, authenticator, quotas, standing, connections }: Connecting) =>
  (async ({ connectionParams, extra }) => {
    const caller = await findCaller(authenticator, shownAtConnect(connectionParams) ?? extra.shown);
    const visit = { principal: caller.kind === 'REFUSED' ? ANONYMOUS : caller.principal, address: extra.address };
    const refuse = (code: number, reason: string): false => {
      auditRefusal(audit, visit, code);
      extra.close(code, reason);
      return false;
    };
    if (!(await admitRequests(quotas, visit, 1)).isAdmitted) return refuse(TRY_AGAIN_LATER, REQUESTS_TOO_MANY);
    if (visit.principal.kind === 'ANONYMOUS') return refuse(UNAUTHORIZED, caller.kind === 'REFUSED' ? caller.reason : CREDENTIAL_MISSING);
    if (extra.gone.aborted) return false; // gone while it was looked up who it is
    const closed = connections.open(visit.principal);
    if (closed === null) return refuse(TRY_AGAIN_LATER, CONNECTION_TOO_MANY);
    extra.principal = visit.principal;
    const stopWatching = standing.watch(visit.principal, () => extra.close(FORBIDDEN, CREDENTIAL_OVER));
    for (const end of [closed, stopWatching]) extra.gone.addEventListener('abort', end, { once: true });
    return undefined;
  }) satisfies Options['onConnect'];

const refusalOf = async ({ quotas, audit }: SubscriptionProtocolOptions, { principal, address }: Outlet): Promise<GraphQLError | null> => {
  const admission = await admitRequests(quotas, { principal, address }, 1);
  if (admission.isAdmitted) return null;
  auditRefusal(audit, { principal, address }, TOO_MANY_REQUESTS);
  return retryable(admission);
};

const TOO_MANY = apiError('RATE_LIMITED', `A connection has at most ${OPERATIONS_MAX} operations at a time.`);

const isErrors = (prepared: object): prepared is readonly GraphQLError[] => Array.isArray(prepared);

const isPresented = ({ extensions }: GraphQLError): boolean => 'requestId' in extensions;

const isResultStream = (answer: unknown): answer is AsyncGenerator<ExecutionResult, void, void> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;

/** True for an operation that was refused before anything was executed. */
const isRefused = (answer: unknown): answer is { readonly errors: readonly GraphQLError[] } =>
  typeof answer === 'object' && answer !== null && 'errors' in answer && !('data' in answer);

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Authenticator } from '#access/authenticator.ts';
import type { CallerQuotas } from '#access/limits/caller-quotas.ts';
import { ANONYMOUS, type Principal } from '#access/principal.ts';
import { admitRequests } from './callers/admit-requests.ts';
import type { ClientAddressOf } from './callers/client-address.ts';
import { CREDENTIAL_IN_URL, hasCredentialInUrl } from './callers/credential-in-url.ts';
import { findCaller, shownInHeaders } from './callers/find-caller.ts';
import { rateLimitHeaders, retryAfterHeader } from './callers/rate-limit-headers.ts';
import { BATCH_OPERATIONS_MAX, type GraphqlEndpoint } from './graphql-endpoint.ts';
import { readJsonBody } from './read-json-body.ts';
import { type Refusal, refuseRequest } from './refuse-request.ts';
import type { Route } from './request-listener.ts';

export type GraphqlRouteNeeds = {
  readonly endpoint: Pick<GraphqlEndpoint, 'handle'>;
  readonly authenticator: Authenticator;
  readonly quotas: Pick<CallerQuotas, 'takeRequests'>;
  readonly addressOf: ClientAddressOf;
  readonly now: () => Date;
};

/** Who calls → may they call now → what do they ask → the answer. A credential that is not taken costs as much as none. */
export const createGraphqlRoute = (needs: GraphqlRouteNeeds): Route =>
  async function answerGraphql(request, response, requestId) {
    const exchange = { request, response, requestId };
    if (hasCredentialInUrl(request)) return refuseRequest({ status: 400, message: CREDENTIAL_IN_URL }, exchange);
    const caller = await findCaller(needs.authenticator, shownInHeaders(request.headers));
    const visit = { principal: caller.kind === 'REFUSED' ? ANONYMOUS : caller.principal, address: needs.addressOf(request) };
    const refusal = await admit(needs, { visit, requests: 1, response });
    if (refusal !== null) return refuseRequest(refusal, exchange);
    if (caller.kind === 'REFUSED') return refuseRequest(unauthenticated(caller.reason), exchange);
    return answer(needs, exchange, visit);
  };

type Visit = { readonly principal: Principal; readonly address: string };

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse; readonly requestId: string };

const answer = async (needs: GraphqlRouteNeeds, exchange: Exchange, visit: Visit): Promise<void> => {
  const { request, response, requestId } = exchange;
  const scope = { requestId, response, ...visit };
  if (request.method !== 'POST') return needs.endpoint.handle(request, scope);
  const body = await readJsonBody(request);
  if (!body.ok) return refuseRequest(body, exchange);
  const more = operationsIn(body.value) - 1;
  const refusal = more > 0 ? await admit(needs, { visit, requests: more, response }) : null;
  if (refusal !== null) return refuseRequest(refusal, exchange);
  return needs.endpoint.handle(Object.assign(request, { body: body.value }), scope);
};

/** Operations that count; longer arrays are refused whole. */
const operationsIn = (body: object): number => (Array.isArray(body) ? Math.min(body.length, BATCH_OPERATIONS_MAX) : 1);

type Admitting = { readonly visit: Visit; readonly requests: number; readonly response: ServerResponse };

/** Says with every answer how the quotas stand; null when the requests may go on. */
const admit = async ({ quotas, now }: GraphqlRouteNeeds, { visit, requests, response }: Admitting): Promise<Refusal | null> => {
  const admission = await admitRequests(quotas, visit, requests);
  const headers = admission.states.length === 0 ? {} : rateLimitHeaders(admission.states, now());
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (admission.isAdmitted) return null;
  const { code, message, retryAfterMs } = admission;
  return { status: code === 'RATE_LIMITED' ? 429 : 503, code, message, retryAfterMs, headers: retryAfterHeader(retryAfterMs) };
};

const unauthenticated = (message: string): Refusal => ({
  status: 401,
  code: 'UNAUTHENTICATED',
  message,
  headers: { 'www-authenticate': 'Bearer' },
});

import { type Endpoint, headersFor } from '#simulator/endpoint.ts';

const REQUEST_MS_MAX = 30_000;

/** One GraphQL query to its data; rejects with what the server complains about. */
export const askServer = async <T>(endpoint: Endpoint, query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<T> => {
  const response = await fetch(endpoint.url, {
    method: 'POST',
    headers: headersFor(endpoint),
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(REQUEST_MS_MAX),
  });
  const body = (await response.json()) as { readonly data?: T; readonly errors?: readonly { readonly message: string }[] };
  const [error] = body.errors ?? [];
  if (error !== undefined) throw new Error(`the server said: ${error.message}`);
  if (body.data === undefined) throw new Error(`the server answered with status ${response.status} and no data`);
  return body.data;
};

import { AUTHORIZED } from './test-api-key.ts';

/** An answer over HTTP. */
export type GraphqlAnswer<Data> = {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
};

export type GraphqlOperation = { readonly query: string; readonly variables?: Readonly<Record<string, unknown>> };

/** How a test talks to `/graphql`: rejects when there is no connection or no answer in time. */
const ANSWER_MS_MAX = 20_000;

/** Posts one operation, or several in an array, and answers what came back as it is. */
export const postGraphql = async <Body>(url: string, body: GraphqlOperation | readonly GraphqlOperation[]): Promise<Body> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { ...AUTHORIZED, 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
  });
  return (await response.json()) as Body;
};

/** Posts one operation and answers its data; an error in the answer is thrown with its code. */
export const graphql = async <Data>(url: string, query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Data> => {
  const { data, errors } = await postGraphql<GraphqlAnswer<Data>>(url, { query, variables });
  if (errors !== undefined) throw new Error(errors.map(({ message, extensions }) => `${extensions?.code}: ${message}`).join('; '));
  if (data === null || data === undefined) throw new Error('an answer without data');
  return data;
};

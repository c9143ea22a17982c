import { Agent } from 'node:http';
import { postJson } from '../support/post-json.ts';

/** Sends an operation over one kept-alive connection and answers the data and how long it took; throws when there are errors. */
export type Ask = (query: string, variables: Readonly<Record<string, unknown>>) => Promise<{ readonly data: unknown; readonly ms: number }>;

const ERROR_CHARACTERS_SHOWN = 500;

/** Asks as a client over HTTP does, one thing after the other. */
export const createAsk = (url: string): Ask => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return async (query, variables) => {
    const body = Buffer.from(JSON.stringify({ query, variables }));
    const startedAt = performance.now();
    const text = await postJson(url, agent, body);
    const ms = performance.now() - startedAt;
    const { data, errors } = JSON.parse(text) as { readonly data?: unknown; readonly errors?: unknown };
    if (errors !== undefined || data == null) throw new Error(`${text.slice(0, ERROR_CHARACTERS_SHOWN)} for ${JSON.stringify(variables)}`);
    return { data, ms };
  };
};

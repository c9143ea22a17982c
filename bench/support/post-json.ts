import { type Agent, request } from 'node:http';
import { AUTHORIZED } from '../../test/support/test-api-key.ts';

/** Posts JSON to a GraphQL address and answers the body. */
export const postJson = (url: string, agent: Agent, body: Buffer): Promise<string> =>
  new Promise((resolve, reject) => {
    const headers = { ...HEADERS, 'content-length': body.length };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString()));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });

const HEADERS = { ...AUTHORIZED, 'content-type': 'application/json', accept: 'application/graphql-response+json' };

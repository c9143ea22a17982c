import { Agent, request } from 'node:http';
import { EVENTS_PER_REQUEST } from './request-bodies.ts';
import type { Sending } from './send-events.ts';

/** Posts bodies to a GraphQL address over connections that are kept alive; a request counts when all of its events were accepted. */
export const createPostRequests = (url: string): Sending['send'] => {
  const agent = new Agent({ keepAlive: true });
  return async (body) => {
    const answer = await post(url, agent, body);
    if (!answer.includes(ALL_ACCEPTED)) throw new Error(`not all events were accepted: ${answer.slice(0, ANSWER_CHARACTERS_SHOWN)}`);
  };
};

const ALL_ACCEPTED = `"acceptedCount":${EVENTS_PER_REQUEST},`;
const ANSWER_CHARACTERS_SHOWN = 500;

const post = (url: string, agent: Agent, body: Buffer): Promise<string> =>
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

const HEADERS = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };

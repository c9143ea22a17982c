import { Agent } from 'node:http';
import { postJson } from '../support/post-json.ts';
import { EVENTS_PER_REQUEST } from './request-bodies.ts';
import type { Sending } from './send-events.ts';

/** Posts bodies to a GraphQL address over connections that are kept alive; a request counts when all of its events were accepted. */
export const createPostRequests = (url: string): Sending['send'] => {
  const agent = new Agent({ keepAlive: true });
  return async (body) => {
    const answer = await postJson(url, agent, body);
    if (!answer.includes(ALL_ACCEPTED)) throw new Error(`not all events were accepted: ${answer.slice(0, ANSWER_CHARACTERS_SHOWN)}`);
  };
};

const ALL_ACCEPTED = `"acceptedCount":${EVENTS_PER_REQUEST},`;
const ANSWER_CHARACTERS_SHOWN = 500;

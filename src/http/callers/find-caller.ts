import type { IncomingHttpHeaders } from 'node:http';
import type { Authentication, Authenticator } from '#access/authenticator.ts';
import { credentialOf, type ShownCredential } from '#access/credential.ts';

const MALFORMED: Authentication = {
  kind: 'REFUSED',
  reason: 'Send one credential: Authorization: Bearer <token or API key>, or X-API-Key: <API key>.',
};

/** Who shows this credential. */
export const findCaller = async ({ authenticate }: Authenticator, shown: ShownCredential): Promise<Authentication> => {
  const credential = credentialOf(shown);
  return credential === 'MALFORMED' ? MALFORMED : authenticate(credential);
};

/** What the headers of a request show. */
export const shownInHeaders = (headers: IncomingHttpHeaders): ShownCredential => ({
  ...(headers.authorization !== undefined && { authorization: headers.authorization }),
  ...(headers['x-api-key'] !== undefined && { apiKey: headers['x-api-key'] }),
});

/** What the payload of `connection_init` shows, by the names of the headers, or null when it shows nothing. */
export const shownAtConnect = (payload: Readonly<Record<string, unknown>> | undefined): ShownCredential | null => {
  const named = new Map(Object.entries(payload ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const authorization = named.get('authorization');
  const apiKey = named.get('x-api-key') ?? named.get('apikey');
  if (authorization === undefined && apiKey === undefined) return null;
  return { ...(authorization !== undefined && { authorization }), ...(apiKey !== undefined && { apiKey }) };
};

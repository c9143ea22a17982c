import type { IncomingMessage } from 'node:http';

/** Names under which clients put credentials into an address. */
const NAMES = /^(x-)?(access_?token|refresh_?token|auth|authorization|api[-_]?key|bearer|credential|jwt|key|password|secret|token)$/i;
/** What our own credentials look like: an API key, or a signed token, which begins a word: looked for in the middle of one, it would take the square of its length. */
const SECRET = /pg_[a-z]+_[A-Za-z0-9]+_[A-Za-z0-9]+|(?<![\w-])eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/;

/** What is said of it. */
export const CREDENTIAL_IN_URL =
  'A credential in an address ends up in logs and histories: send it as the header Authorization or X-API-Key, and make a new one in the place of this.';

/** True for a request whose address carries a credential. */
export const hasCredentialInUrl = ({ url = '' }: Pick<IncomingMessage, 'url'>): boolean => {
  const start = url.indexOf('?');
  if (start === -1) return SECRET.test(url);
  const parameters = new URLSearchParams(url.slice(start));
  return SECRET.test(url.slice(0, start)) || parameters.entries().some(([name, value]) => NAMES.test(name) || SECRET.test(value));
};

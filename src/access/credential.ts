/** What a caller shows: a token of a signed-in person, or the secret of an API key. */
export type Credential = { readonly kind: 'TOKEN' | 'API_KEY'; readonly secret: string };

/** As headers, or the payload of `connection_init`, carry it. */
export type ShownCredential = { readonly authorization?: unknown; readonly apiKey?: unknown };

const BEARER = /^Bearer +(?<secret>[\x21-\x7e]+) *$/i;
/** How secrets of API keys begin, so that one can be told from a token. */
const API_KEY_START = 'pg_';
/** Characters of a credential; longer ones are not looked at. */
const SECRET_LENGTH_MAX = 8_192;

/** The credential shown, null when there is none, or `MALFORMED` when it cannot be read: `Authorization: Bearer …` or the bare API key. */
export const credentialOf = ({ authorization, apiKey }: ShownCredential): Credential | null | 'MALFORMED' => {
  if (authorization !== undefined && apiKey !== undefined) return 'MALFORMED';
  if (apiKey !== undefined) return isSecret(apiKey) ? { kind: 'API_KEY', secret: apiKey } : 'MALFORMED';
  return authorization === undefined ? null : bearerOf(authorization);
};

const bearerOf = (authorization: unknown): Credential | 'MALFORMED' => {
  if (!isSecret(authorization)) return 'MALFORMED';
  const secret = BEARER.exec(authorization)?.groups?.['secret'];
  if (secret === undefined) return 'MALFORMED';
  return { kind: secret.startsWith(API_KEY_START) ? 'API_KEY' : 'TOKEN', secret };
};

const isSecret = (value: unknown): value is string => typeof value === 'string' && value.length > 0 && value.length <= SECRET_LENGTH_MAX;

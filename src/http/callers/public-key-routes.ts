import type { Route } from '#http/request-listener.ts';
import { sendJson } from '#http/send-json.ts';

/** Shorter than a key is published before it signs: who keeps the answer so long always knows the key of a token. */
const JWKS_SECONDS_KEPT = 300;
const HEADERS = {
  'content-type': 'application/jwk-set+json; charset=utf-8',
  'cache-control': `public, max-age=${JWKS_SECONDS_KEPT}`,
};

/** `GET /.well-known/jwks.json`: the keys that tokens of this server are verified with (RFC 7517); none where it makes no tokens. */
export const publicKeyRoutes = (publicKeys: (() => object) | null): readonly (readonly [string, Route])[] =>
  publicKeys === null
    ? []
    : [
        [
          '/.well-known/jwks.json',
          function answerPublicKeys(request, response) {
            if (request.method !== 'GET' && request.method !== 'HEAD') return sendJson(response, 405, { error: 'Ask with GET.' });
            return void response.writeHead(200, HEADERS).end(request.method === 'HEAD' ? undefined : JSON.stringify(publicKeys()));
          },
        ],
      ];

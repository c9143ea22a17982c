import type { ApiKey as Shape } from '#store/access/api-key-repository.ts';
import { lookAtLimits, RateLimit } from '#api/access/rate-limit.ts';
import { Scope } from '#api/access/scope.ts';
import { builder } from '#api/builder.ts';

const KEY_ID = /^[0-9a-f]{12}$/;

/** An API key; never its secret. */
export const ApiKey = builder.objectRef<Shape>('ApiKey');

builder.node(ApiKey, {
  description: 'A credential of an app or a service. Of its secret only a hash is kept.',
  authScopes: { scope: 'ADMIN' },
  id: { resolve: ({ keyId }) => keyId },
  loadOne: (keyId, { ports }) => (KEY_ID.test(keyId) ? ports.apiKeys.find(keyId) : null),
  fields: (t) => ({
    prefix: t.exposeString('prefix', { description: 'How its secrets begin, to tell keys apart in settings and logs.' }),
    source: t.exposeString('source', { description: 'What events sent with it are booked on.' }),
    name: t.exposeString('name', { description: 'What people call it.' }),
    scopes: t.field({ type: [Scope], description: 'What callers may do with it.', resolve: ({ scopes }) => [...scopes] }),
    enabled: t.exposeBoolean('isEnabled', { description: 'False while it is refused, everywhere within 2 seconds.' }),
    rateLimits: t.field({
      type: [RateLimit],
      description: 'How much may be sent with it, and how much of that is left.',
      resolve: (key, _args, context) => lookAtLimits(context, { kind: 'API_KEY', id: key.keyId, allowance: key }),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made (UTC).' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'From when on it is refused (UTC); null when it does not expire.',
    }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last taken (UTC), up to 15 seconds late; null when it never was.',
    }),
  }),
});

builder.queryField('apiKeys', (t) =>
  t.field({
    type: [ApiKey],
    description: 'Every API key, the oldest first, disabled and expired ones included.',
    extensions: { items: LISTED },
    resolve: (_root, _args, { ports }) => ports.apiKeys.all(),
  }),
);

/** Keys a list is taken to hold when its cost is told. */
const LISTED = 100;

import SchemaBuilder from '@pothos/core';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import type { Scope } from '#domain/scope.ts';
import { badUserInput } from './api-error.ts';
import type { ApiContext } from './context.ts';
import { denied } from './denied.ts';
import { decodeGlobalId, encodeGlobalId } from './global-id.ts';

type Json = Readonly<Record<string, unknown>>;

/** Ids answered by one `nodes` query at most. */
const NODES_MAX = 100;

/** What every type, query, mutation and subscription of the schema is added to. */
export const builder = new SchemaBuilder<{
  Context: ApiContext;
  AuthScopes: {
    /** The caller has this scope. */
    scope: Scope;
    /** The caller is known, whatever they may do. */
    isKnown: true;
  };
  DefaultFieldNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: string; Output: Date };
    Date: { Input: Date; Output: string };
    Duration: { Input: string; Output: string };
    SafeInt: { Input: number; Output: number };
    JSONObject: { Input: Json; Output: Json };
    RegionCode: { Input: string; Output: string };
    IPAddress: { Input: string; Output: string };
    URL: { Input: string; Output: string };
    Cursor: { Input: string; Output: string };
  };
}>({
  // Scopes are looked at before anything else is done for a field.
  plugins: [ScopeAuthPlugin, RelayPlugin],
  scopeAuth: {
    authorizeOnSubscribe: true,
    authScopes: ({ principal }) => ({
      scope: (scope) => principal.scopes.has(scope),
      isKnown: () => principal.kind !== 'ANONYMOUS',
    }),
    unauthorizedError: (_parent, { principal }, { parentType, fieldName }) => denied(principal, `${parentType.name}.${fieldName}`),
  },
  defaultFieldNullability: false,
  relay: {
    encodeGlobalID: encodeGlobalId,
    decodeGlobalID: decodeGlobalId,
    nodeTypeOptions: { description: 'Anything with an id that `node` can find again.' },
    idFieldOptions: { description: 'Opaque id, unique over all types; hand it to `node` to find the same thing again.' },
    nodeQueryOptions: {
      description: 'The thing with this global id; null when there is none (any more).',
      args: { id: { description: 'The `id` of anything that implements Node.' } },
    },
    nodesQueryOptions: {
      description: `The things with these global ids, in the order asked for, at most ${NODES_MAX}; null where there is none (any more).`,
      args: { ids: { description: `Up to ${NODES_MAX} values of \`id\` of things that implement Node.` } },
      resolve: (...[, { ids }, , , resolveNodes]) => {
        if (ids.length > NODES_MAX) throw badUserInput(`At most ${NODES_MAX} ids can be asked for at once.`);
        return resolveNodes(ids);
      },
    },
  },
});

builder.queryType({ description: 'Everything that can be read.' });
builder.mutationType({
  description: 'Everything that can be changed. Problems a client can fix are data in the payload, never GraphQL errors.',
});
builder.subscriptionType({
  description: 'Everything that can be followed live, over WebSocket (graphql-transport-ws) or server-sent events.',
});

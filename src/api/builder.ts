import SchemaBuilder from '@pothos/core';
import RelayPlugin, { resolveNodes } from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import type { Scope } from '#domain/scope.ts';
import { badUserInput } from './api-error.ts';
import type { ApiContext } from './context.ts';
import { decodeGlobalId, encodeGlobalId } from './global-id.ts';
import { denied, missingScopes } from './scopes/denied.ts';
import { GUARD_FIELDS } from './scopes/guard-fields.ts';
import { marked, refusalOfNode } from './scopes/guarded-nodes.ts';

type Json = Readonly<Record<string, unknown>>;

/** Ids answered by one `nodes` query at most. */
const NODES_MAX = 100;

/** What every type, query, mutation and subscription of the schema is added to. */
export const builder = new SchemaBuilder<{
  Context: ApiContext;
  AuthScopes: {
    /** The caller has this scope. */
    scope: Scope;
    /** The caller has one of these scopes. */
    anyScope: readonly Scope[];
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
  plugins: [GUARD_FIELDS, ScopeAuthPlugin, RelayPlugin],
  scopeAuth: {
    authorizeOnSubscribe: true,
    // Looked at for each object, whatever led to it, and not again for its fields.
    runScopesOnType: true,
    authScopes: ({ principal }) => ({
      scope: (scope) => principal.scopes.has(scope),
      anyScope: (scopes) => scopes.some((scope) => principal.scopes.has(scope)),
      isKnown: () => principal.kind !== 'ANONYMOUS',
    }),
    unauthorizedError: (...[, { principal }, { parentType, fieldName }, { failure }]) =>
      denied(principal, `${parentType.name}.${fieldName}`, missingScopes(failure)),
  },
  defaultFieldNullability: false,
  relay: {
    encodeGlobalID: encodeGlobalId,
    decodeGlobalID: decodeGlobalId,
    nodeTypeOptions: { description: 'Anything with an id that `node` can find again.' },
    idFieldOptions: { description: 'Opaque id, unique over all types; hand it to `node` to find the same thing again.' },
    nodeQueryOptions: {
      description: 'The thing with this global id; null when there is none (any more). Its type may need a scope too.',
      authScopes: { isKnown: true },
      args: { id: { description: 'The `id` of anything that implements Node.' } },
      // oxlint-disable-next-line max-params -- the parameters of a resolver
      async resolve(_root, { id }, { principal }, { schema }, resolveNode) {
        const refusal = refusalOfNode(id.typename, principal, schema);
        if (refusal !== null) throw refusal;
        return marked(await resolveNode(id), id);
      },
    },
    nodesQueryOptions: {
      description: `The things with these global ids, in the order asked for, at most ${NODES_MAX}; null where there is none (any more). Types may need scopes too.`,
      authScopes: { isKnown: true },
      args: { ids: { description: `Up to ${NODES_MAX} values of \`id\` of things that implement Node.` } },
      // oxlint-disable-next-line max-params -- the parameters of a resolver
      async resolve(_root, { ids }, context, info): Promise<readonly unknown[]> {
        if (ids.length > NODES_MAX) throw badUserInput(`At most ${NODES_MAX} ids can be asked for at once.`);
        const refusals = ids.map(({ typename }) => refusalOfNode(typename, context.principal, info.schema));
        const allowed = ids.map((id, i) => (refusals[i] === null ? id : null));
        const found = await Promise.all(await resolveNodes(builder, context, info, allowed));
        return ids.map((id, i) => refusals[i] ?? marked(found[i], id));
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

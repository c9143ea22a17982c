import { type DocumentNode, GraphQLError, Kind, type SelectionNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { ApiErrorCode } from '#api/api-error.ts';
import type { ApiContext } from '#api/context.ts';

/** Refuses introspection to callers who are not known. */
export const hideSchema = (): Plugin<ApiContext> => ({
  onExecute({ args: { document, contextValue }, setResultAndStopExecution }) {
    if (contextValue.principal.kind === 'ANONYMOUS' && asksForSchema(document)) setResultAndStopExecution({ errors: [HIDDEN] });
  },
});

const HIDDEN = new GraphQLError('The schema is not public: send Authorization: Bearer <token or API key>.', {
  extensions: {
    code: 'UNAUTHENTICATED' satisfies ApiErrorCode,
    http: { status: 401, headers: { 'www-authenticate': 'Bearer' } },
  },
});

const INTROSPECTION = new Set(['__schema', '__type']);

/** Both are fields of Query alone: an operation asks for them at its top, or in a fragment that is spread there. */
const asksForSchema = ({ definitions }: DocumentNode): boolean =>
  definitions.some((definition) => 'selectionSet' in definition && selects(definition.selectionSet.selections));

const selects = (selections: readonly SelectionNode[]): boolean =>
  selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return INTROSPECTION.has(selection.name.value);
    return selection.kind === Kind.INLINE_FRAGMENT && selects(selection.selectionSet.selections);
  });

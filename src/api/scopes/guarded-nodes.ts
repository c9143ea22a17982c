import { brandWithType } from '@pothos/core';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { Principal } from '#access/principal.ts';
import { denied } from './denied.ts';
import { CLOSED, guardOf, mayPass, scopesOf } from './guard.ts';

/** Why a caller does not get things of this type by id, or null when they do: asked before one is looked for, nobody learns which there are. */
export const refusalOfNode = (typename: string, principal: Principal, schema: GraphQLSchema): GraphQLError | null => {
  const guard = guardOf(schema.getType(typename)?.extensions['pothosOptions']) ?? CLOSED;
  return mayPass(principal, guard) ? null : denied(principal, typename, scopesOf(guard));
};

/** A thing with the mark of its type, which one lacks that two fields of an operation ask for at once. */
export const marked = (node: unknown, { typename }: { readonly typename: string }): unknown => {
  brandWithType(node, typename as never); // a name, where Pothos expects one of those it was told of
  return node;
};

import { type GraphQLFieldConfig, GraphQLInt, GraphQLNonNull, GraphQLObjectType, type GraphQLOutputType, GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '#api/schema.ts';
import type { Guard } from '#api/scopes/guard.ts';
import { PLAIN_TYPES, PUBLIC_FIELDS } from '#api/scopes/public.ts';
import { holesOf } from '../../support/schema-holes.ts';

describe('the schema', () => {
  it('has no field that is neither scoped nor listed as public, and no scope that takes away more than its field', () => {
    expect(holesOf(schema, { fields: PUBLIC_FIELDS, types: PLAIN_TYPES })).toEqual([]);
  });

  it.each([
    ['is whole', {}, []],
    ['has a field that asks for nothing', { rootGuard: null }, ['Query.secret needs nothing']],
    ['has a type that asks for nothing', { inner: {} }, ['Secret.inner leads to Inner', 'Inner needs nothing']],
    ['leads to a type of another scope', { inner: { scope: 'RISK_READ' } }, ['Secret.inner leads to Inner']],
    [
      'leads there past a check of something else',
      { inner: { scope: 'RISK_READ' }, fieldGuard: { isKnown: true } },
      ['Secret.inner leads to Inner'],
    ],
    ['has a check that cannot answer null', { fieldGuard: { scope: 'EVENTS_READ' } }, ['Secret.inner takes all of Secret with it']],
    ['leads in by less than its type needs', { rootGuard: { isKnown: true } }, ['Query.secret leads to Secret']],
  ] satisfies [string, Little, string[]][])('would be noticed when it %s', (_case, little, holes) => {
    expect(holesOf(littleSchema(little), { fields: new Set(['Query.open']), types: new Set() })).toEqual(holes);
  });
});

type Little = { readonly rootGuard?: Guard | null; readonly inner?: Guard; readonly fieldGuard?: Guard };

const guarded = (authScopes: Guard | null | undefined) => ({ extensions: { pothosOptions: authScopes == null ? {} : { authScopes } } });

const field = (type: GraphQLOutputType, guard?: Guard | null): GraphQLFieldConfig<unknown, unknown> => ({ type, ...guarded(guard) });

const littleSchema = ({ rootGuard = { scope: 'EVENTS_READ' }, inner = { scope: 'EVENTS_READ' }, fieldGuard }: Little): GraphQLSchema => {
  const number = field(GraphQLInt);
  const Inner = new GraphQLObjectType({ name: 'Inner', fields: { number }, ...guarded(inner) });
  const fields = { inner: field(new GraphQLNonNull(Inner), fieldGuard) };
  const Secret = new GraphQLObjectType({ name: 'Secret', fields, ...guarded({ scope: 'EVENTS_READ' }) });
  return new GraphQLSchema({ query: new GraphQLObjectType({ name: 'Query', fields: { open: number, secret: field(Secret, rootGuard) } }) });
};

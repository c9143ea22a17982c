import {
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { type Guard, guardOf, isImplied } from '#api/scopes/guard.ts';

/** What answers without asking for a scope: types, and names of fields as `Type.field`. */
export type Open = { readonly fields: ReadonlySet<string>; readonly types: ReadonlySet<string> };

type Fielded = Extract<GraphQLNamedType, { getFields(): Readonly<Record<string, GraphQLField<unknown, unknown>>> }>;

/** Everything of a schema that somebody may read without the scope for it, or that takes more away than itself when one is missing. */
export const holesOf = (schema: GraphQLSchema, open: Open): readonly string[] => {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
  return types
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .flatMap((type) => {
      const isRoot = roots.some((root) => root === type);
      const fields = Object.values(type.getFields());
      const ofFields = fields.flatMap((field) => holeOfField(field, { type, isRoot, open }));
      return isRoot || open.types.has(type.name) || isGuarded(type) ? ofFields : [`${type.name} needs nothing`, ...ofFields];
    });
};

type Place = { readonly type: Fielded; readonly isRoot: boolean; readonly open: Open };

const holeOfField = (field: GraphQLField<unknown, unknown>, { type, isRoot, open }: Place): readonly string[] => {
  const name = `${type.name}.${field.name}`;
  const own = guardOfPart(field);
  if (isRoot && own === null) return open.fields.has(name) ? [] : [`${name} needs nothing`];
  const leaks = membersOf(getNamedType(field.type)).filter((inner) => !isImplied(guardOfPart(inner), own ?? guardOfPart(type)));
  if (leaks.length > 0) return [`${name} leads to ${leaks.map((inner) => inner.name).join(', ')}`];
  return own !== null && !isRoot && isNonNullType(field.type) ? [`${name} takes all of ${type.name} with it`] : [];
};

const guardOfPart = ({ extensions }: { readonly extensions: Readonly<Record<string, unknown>> }): Guard | null =>
  guardOf(extensions['pothosOptions']);

const isGuarded = (type: Fielded): boolean => Object.keys(guardOfPart(type) ?? {}).length > 0;

const membersOf = (type: GraphQLNamedType): readonly GraphQLNamedType[] => (isUnionType(type) ? type.getTypes() : [type]);

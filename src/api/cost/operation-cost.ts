import {
  type ExecutionArgs,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  getOperationAST,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { PAGE_SIZE_DEFAULT } from '#api/common/page-args.ts';
import { argumentReader, type ReadArgument } from './argument-reader.ts';

/** Things a list holds when nothing says how many. */
const LIST_ITEMS = 5;
const SIZES = ['first', 'last', 'ids'] as const;

/**
 * What an operation may cost: the things (objects, not their plain values) it may have to answer. A connection holds as many as `first` or
 * `last` asks for, another list as many as its arguments say, else LIST_ITEMS; introspection is free. A field whose answer takes more work
 * than an object says so as `extensions: { cost }`, and a list of other length as `extensions: { items }`.
 */
export const operationCost = ({ schema, document, operationName, variableValues }: ExecutionArgs): number => {
  const operation = getOperationAST(document, operationName);
  const type = operation == null ? undefined : schema.getRootType(operation.operation);
  if (operation == null || type == null) return 0;
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const survey: Survey = { schema, fragments, known: new Map(), read: argumentReader(operation, variableValues ?? {}) };
  return costOfSelections(survey, operation.selectionSet, { type, pageSize: 1 });
};

/** One walk over an operation. */
type Survey = {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Costs of fragments, by name and page. */
  readonly known: Map<string, number>;
  readonly read: ReadArgument;
};

/** The type that is selected from and, of a connection, how many things its page holds. */
type Place = { readonly type: GraphQLNamedType; readonly pageSize: number };

const costOfSelections = (survey: Survey, { selections }: SelectionSetNode, place: Place): number =>
  selections.reduce((sum, selection) => {
    if (selection.kind === Kind.FIELD) return sum + costOfField(survey, selection, place);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return sum + costOfFragment(survey, selection.name.value, place);
    const type = selection.typeCondition && survey.schema.getType(selection.typeCondition.name.value);
    return sum + costOfSelections(survey, selection.selectionSet, { ...place, type: type ?? place.type });
  }, 0);

const costOfFragment = (survey: Survey, name: string, { pageSize }: Place): number => {
  const key = `${name}/${pageSize}`;
  const known = survey.known.get(key);
  if (known !== undefined) return known;
  const fragment = survey.fragments.get(name);
  const type = fragment && survey.schema.getType(fragment.typeCondition.name.value);
  const cost = fragment && type ? costOfSelections(survey, fragment.selectionSet, { type, pageSize }) : 0;
  survey.known.set(key, cost);
  return cost;
};

const costOfField = (survey: Survey, field: FieldNode, place: Place): number => {
  const definition = definitionOf(place.type, field.name.value);
  if (definition === undefined) return 0; // introspection
  const type = getNamedType(definition.type);
  const own = numberOf(definition.extensions['cost']) ?? 0;
  if (!isCompositeType(type)) return own;
  const size = sizeOf(survey, field, definition);
  const pageSize = isConnection(type) ? (size ?? PAGE_SIZE_DEFAULT) : 1;
  const inside = field.selectionSet ? costOfSelections(survey, field.selectionSet, { type, pageSize }) : 0;
  return own + itemsOf(definition, place, size) * (1 + inside);
};

const definitionOf = (type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined =>
  isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;

const itemsOf = (definition: GraphQLField<unknown, unknown>, { type, pageSize }: Place, size: number | null): number => {
  if (!isListType(getNullableType(definition.type))) return 1;
  if (isConnection(type)) return pageSize;
  return size ?? numberOf(definition.extensions['items']) ?? LIST_ITEMS;
};

/** How many things the arguments of a field ask for; null when they do not say. */
const sizeOf = ({ read }: Survey, field: FieldNode, definition: GraphQLField<unknown, unknown>): number | null => {
  for (const name of SIZES) {
    const value = read(field, definition, name);
    const size = Array.isArray(value) ? value.length : numberOf(value);
    if (size !== null) return Math.max(0, size);
  }
  return null;
};

const isConnection = ({ name }: GraphQLNamedType): boolean => name.endsWith('Connection');

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

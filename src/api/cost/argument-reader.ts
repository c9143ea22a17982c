import { type FieldNode, type GraphQLArgument, type GraphQLField, Kind, type OperationDefinitionNode, valueFromASTUntyped } from 'graphql';

type Values = Readonly<Record<string, unknown>>;

/** The value an argument of a field is given, or is given by default; undefined for none. */
export type ReadArgument = (field: FieldNode, definition: GraphQLField<unknown, unknown>, name: string) => unknown;

/** Reads arguments of one operation before anything was coerced. */
export const argumentReader = ({ variableDefinitions }: OperationDefinitionNode, variables: Values): ReadArgument => {
  const defaults = new Map((variableDefinitions ?? []).map(({ variable, defaultValue }) => [variable.name.value, defaultValue]));
  const valueOf = (name: string): unknown => {
    const byDefault = defaults.get(name);
    return variables[name] ?? (byDefault && valueFromASTUntyped(byDefault));
  };
  return (field, definition, name) => {
    const node = field.arguments?.find((argument) => argument.name.value === name)?.value;
    const given = node?.kind === Kind.VARIABLE ? valueOf(node.name.value) : node && valueFromASTUntyped(node, variables);
    return given ?? defaultOf(definition.args.find((argument) => argument.name === name));
  };
};

/** A schema of code holds values, one that was read from text holds literals. */
const defaultOf = (argument: GraphQLArgument | undefined): unknown => {
  const { default: input, defaultValue } = argument ?? {};
  return input?.literal === undefined ? (input?.value ?? defaultValue) : valueFromASTUntyped(input.literal);
};

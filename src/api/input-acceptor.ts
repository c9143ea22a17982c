import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';

/** True for a value that coercion would accept and leave as it is; false when it would change it, refuse it, or may do either. */
export type InputAcceptor = (value: unknown) => boolean;

/** Acceptors of input types, each put together once. */
export const createInputAcceptors = (): ((type: GraphQLInputType) => InputAcceptor) => {
  const known = new WeakMap<GraphQLInputType, InputAcceptor>();
  const acceptorOf = (type: GraphQLInputType): InputAcceptor => {
    const acceptor = known.get(type) ?? compile(type, acceptorOf);
    known.set(type, acceptor);
    return acceptor;
  };
  return acceptorOf;
};

type AcceptorOf = (type: GraphQLInputType) => InputAcceptor;

const compile = (type: GraphQLInputType, acceptorOf: AcceptorOf): InputAcceptor => {
  if (isNonNullType(type)) return refusingNull(acceptorOf(type.ofType));
  if (isListType(type)) return nullOr(everyItem(acceptorOf(type.ofType)));
  if (isInputObjectType(type)) return nullOr(everyField(type, acceptorOf));
  return nullOr((value) => isLeafType(type) && isUnchanged(type, value));
};

const nullOr =
  (accepts: InputAcceptor): InputAcceptor =>
  (value) =>
    value === null || accepts(value);

const refusingNull =
  (accepts: InputAcceptor): InputAcceptor =>
  (value) =>
    value !== null && accepts(value);

const everyItem =
  (accepts: InputAcceptor): InputAcceptor =>
  (value) =>
    Array.isArray(value) && value.every(accepts);

const isUnchanged = (type: { readonly coerceInputValue: (value: unknown) => unknown }, value: unknown): boolean => {
  try {
    return type.coerceInputValue(value) === value;
  } catch {
    return false;
  }
};

const everyField = (type: GraphQLInputObjectType, acceptorOf: AcceptorOf): InputAcceptor => {
  const fields = Object.values(type.getFields());
  // Field types may refer back to this one: they are put together when first needed.
  let acceptors: ReadonlyMap<string, InputAcceptor> | undefined;
  const musts = fields.filter((field) => isRequiredInputField(field) || field.defaultValue !== undefined || field.default !== undefined);
  const names = musts.map(({ name }) => name);
  return function acceptsFields(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    acceptors ??= new Map(fields.map((field) => [field.name, acceptorOf(field.type)]));
    const entries = value as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(entries)) if (acceptors.get(name)?.(entries[name]) !== true) return false;
    if (type.isOneOf) return isOneOf(entries);
    return names.every((name) => entries[name] !== undefined);
  };
};

const isOneOf = (entries: Readonly<Record<string, unknown>>): boolean => {
  const values = Object.values(entries);
  return values.length === 1 && values[0] !== null;
};

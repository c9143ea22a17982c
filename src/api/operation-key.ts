import { hash } from 'node:crypto';
import { type DocumentNode, Kind, print, type SubscriptionOperationDefinitionNode, visit } from 'graphql';

type Operation = {
  readonly document: DocumentNode;
  readonly operation: SubscriptionOperationDefinitionNode;
  readonly rawVariableValues?: { readonly [variable: string]: unknown } | null | undefined;
};

/** A text that is equal for subscriptions which answer every message alike: same document, same variables but the one that says where to begin. */
export const operationKey = ({ document, operation, rawVariableValues }: Operation, permissions: string): string => {
  const beginnings = variablesOfAfter(operation);
  const uses = countUses(document);
  const named = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  const counted = named.filter((name) => !beginnings.has(name) || uses.get(name) !== 1);
  const given = counted.filter((name) => rawVariableValues?.[name] !== undefined); // one that is absent is not the same as null
  const values = given.map((name) => [name, rawVariableValues?.[name]]);
  const text = document.loc?.source.body ?? print(document);
  return hash('sha256', JSON.stringify([text, operation.name?.value, values, permissions]), 'base64url');
};

/** Variables handed to `after` of the subscribed field. */
const variablesOfAfter = (operation: SubscriptionOperationDefinitionNode): ReadonlySet<string> => {
  const fields = operation.selectionSet.selections.filter((selection) => selection.kind === Kind.FIELD);
  const args = fields.flatMap((field) => field.arguments ?? []).filter(({ name }) => name.value === 'after');
  return new Set(args.map(({ value }) => value).flatMap((value) => (value.kind === Kind.VARIABLE ? [value.name.value] : [])));
};

const countUses = (document: DocumentNode): ReadonlyMap<string, number> => {
  const uses = new Map<string, number>();
  visit(document, {
    VariableDefinition: () => false,
    Variable({ name }) {
      uses.set(name.value, (uses.get(name.value) ?? 0) + 1);
    },
  });
  return uses;
};

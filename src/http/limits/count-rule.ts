import {
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';
import { costLimitExceeded } from '#api/api-error.ts';

/** Refuses operations with more than so many fields under another name: each makes the server answer the same thing once more. */
export const aliasRule = (aliasesMax: number): ValidationRule =>
  countRule((node) => (node.kind === Kind.FIELD && node.alias !== undefined ? 1 : 0), {
    max: aliasesMax,
    message: 'The operation has too many aliases: send it as several.',
  });

/** Refuses operations with more than so many directives. */
export const directiveRule = (directivesMax: number): ValidationRule =>
  countRule(({ directives }) => directives?.length ?? 0, {
    max: directivesMax,
    message: 'The operation has too many directives: send it as several.',
  });

type Node = SelectionNode | OperationDefinitionNode;
type Count = (node: Node) => number;

const countRule = (own: Count, { max, message }: { readonly max: number; readonly message: string }): ValidationRule =>
  function limitCount(context) {
    const count = createCount(own, (name) => context.getFragment(name) ?? null);
    return {
      OperationDefinition(operation) {
        if (count(operation) > max) context.reportError(costLimitExceeded(message));
      },
    };
  };

/** Counts a node and all it selects; a fragment counts wherever it is spread, and is looked at once. */
const createCount = (own: Count, findFragment: (name: string) => FragmentDefinitionNode | null): Count => {
  const known = new Map<string, number>();
  const inFragment = (name: string): number => {
    const counted = known.get(name);
    if (counted !== undefined) return counted;
    known.set(name, 0); // one that goes round is refused by another rule
    const total = inSelections(findFragment(name)?.selectionSet);
    known.set(name, total);
    return total;
  };
  const inSelections = (selectionSet: SelectionSetNode | undefined): number =>
    (selectionSet?.selections ?? []).reduce((sum, selection) => sum + count(selection), 0);
  const count: Count = (node) =>
    own(node) + (node.kind === Kind.FRAGMENT_SPREAD ? inFragment(node.name.value) : inSelections(node.selectionSet));
  return count;
};

import { type FieldNode, type FragmentDefinitionNode, Kind, type SelectionSetNode, type ValidationRule } from 'graphql';
import { costLimitExceeded } from '#api/api-error.ts';

/** Levels of fields below `__schema` and `__type`: GraphiQL asks for 14, and graphql-js bounds the lists among them. */
const INTROSPECTION_DEPTH_MAX = 25;
const INTROSPECTION = new Set(['__schema', '__type']);

/** Refuses operations that go deeper, through fragments too: executing one calls itself at every level, and the stack would end. */
export const depthRule = (depthMax: number): ValidationRule =>
  function limitDepth(context) {
    const isTooDeep = createDepthCheck((name) => context.getFragment(name) ?? null);
    return {
      OperationDefinition({ selectionSet }) {
        if (isTooDeep(selectionSet, depthMax)) context.reportError(tooDeep());
      },
    };
  };

const tooDeep = () => costLimitExceeded('The operation has too many levels of fields: ask in several steps, from an `id` with `node`.');

type DepthCheck = (selectionSet: SelectionSetNode, levelsLeft: number) => boolean;

const createDepthCheck = (findFragment: (name: string) => FragmentDefinitionNode | null): DepthCheck => {
  /** The fewest levels with which a fragment was looked at; one that goes round is too deep as well. */
  const enough = new Map<string, number>();
  const isFragmentTooDeep = (name: string, levelsLeft: number): boolean => {
    if (levelsLeft >= (enough.get(name) ?? Infinity)) return false;
    enough.set(name, levelsLeft);
    const fragment = findFragment(name);
    return fragment !== null && isTooDeep(fragment.selectionSet, levelsLeft);
  };
  const isFieldTooDeep = ({ name, selectionSet }: FieldNode, levelsLeft: number): boolean => {
    if (levelsLeft < 1) return true;
    if (selectionSet === undefined) return false;
    return isTooDeep(selectionSet, INTROSPECTION.has(name.value) ? INTROSPECTION_DEPTH_MAX : levelsLeft - 1);
  };
  const isTooDeep: DepthCheck = ({ selections }, levelsLeft) =>
    selections.some((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return isFragmentTooDeep(selection.name.value, levelsLeft);
      if (selection.kind === Kind.INLINE_FRAGMENT) return isTooDeep(selection.selectionSet, levelsLeft);
      return isFieldTooDeep(selection, levelsLeft);
    });
  return isTooDeep;
};

import { type FragmentDefinitionNode, Kind, type SelectionSetNode, type ValidationRule } from 'graphql';
import { badUserInput } from '#api/api-error.ts';

/** Levels of fields within fields. The schema's own questions and GraphiQL's introspection need about 15. */
const DEPTH_MAX = 50;

/** Refuses operations that go deeper than DEPTH_MAX, through fragments too: executing one calls itself at every level, and the stack would end. */
export const depthRule: ValidationRule = function limitDepth(context) {
  const isTooDeep = createDepthCheck((name) => context.getFragment(name) ?? null);
  return {
    OperationDefinition({ selectionSet }) {
      if (isTooDeep(selectionSet, DEPTH_MAX)) context.reportError(badUserInput(`An operation has at most ${DEPTH_MAX} levels of fields.`));
    },
  };
};

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
  const isTooDeep: DepthCheck = ({ selections }, levelsLeft) =>
    selections.some((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return isFragmentTooDeep(selection.name.value, levelsLeft);
      if (selection.kind === Kind.INLINE_FRAGMENT) return isTooDeep(selection.selectionSet, levelsLeft);
      if (selection.selectionSet === undefined) return levelsLeft < 1;
      return levelsLeft < 1 || isTooDeep(selection.selectionSet, levelsLeft - 1);
    });
  return isTooDeep;
};

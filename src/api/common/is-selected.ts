import { type GraphQLResolveInfo, Kind, type SelectionNode } from 'graphql';

/** Whether one of these fields is selected beneath the field that is being resolved, at any depth. */
export const isSelected = ({ fieldNodes, fragments }: GraphQLResolveInfo, names: ReadonlySet<string>): boolean => {
  const isOne = (selection: SelectionNode): boolean => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return fragments[selection.name.value]?.selectionSet.selections.some(isOne) ?? false;
    const isNamed = selection.kind === Kind.FIELD && names.has(selection.name.value);
    return isNamed || (selection.selectionSet?.selections.some(isOne) ?? false);
  };
  return fieldNodes.some(({ selectionSet }) => selectionSet?.selections.some(isOne) ?? false);
};

import {
  BreakingChangeType,
  buildASTSchema,
  buildSchema,
  type DirectiveNode,
  type DocumentNode,
  findSchemaChanges,
  GraphQLSchema,
  isObjectType,
  Kind,
  parse,
  visit,
} from 'graphql';

/** How a deprecation must be worded for what it stands on to be removed, from that day on. */
const PROMISE = /^Use .+\. Removal not before (?<date>\d{4}-\d{2}-\d{2})\.$/;
const POLICY = '"Use X. Removal not before YYYY-MM-DD."';

/** Schemas as text: the one that was released last, and the one of the code. */
export type ContractComparison = { readonly released: string; readonly current: string; readonly today: Date };

/**
 * What breaks clients of the released schema, a sentence each: every breaking change but the removal of what was deprecated there in the
 * words of PROMISE and whose day has come. Deprecations of today that are worded otherwise are told too, before they are released.
 */
export const contractFaults = ({ released, current, today }: ContractComparison): readonly string[] => {
  const promised = withoutDue(parse(released), today);
  const remaining = buildASTSchema(promised, { assumeValid: true, assumeValidSDL: true });
  const stillUsed = usedTypes(remaining);
  const breaking = findSchemaChanges(remaining, buildSchema(current))
    .filter(({ type }) => type in BreakingChangeType)
    .filter(({ type, description }) => type !== BreakingChangeType.TYPE_REMOVED || stillUsed.some((name) => isAbout(description, name)))
    .map(({ description }) => `${description} Deprecate it first, in a release, with the reason ${POLICY}`);
  return [...breaking, ...vagueDeprecations(parse(current))];
};

/** The schema as clients may still count on it: without what was to be gone by today. */
const withoutDue = (schema: DocumentNode, today: Date): DocumentNode => {
  const drop = ({ directives }: { readonly directives?: readonly DirectiveNode[] | undefined }) =>
    isDue(reasonOf(directives), today) ? null : undefined;
  return visit(schema, { FieldDefinition: drop, InputValueDefinition: drop, EnumValueDefinition: drop });
};

const isDue = (reason: string | null, today: Date): boolean => {
  const date = PROMISE.exec(reason ?? '')?.groups?.['date'];
  return date !== undefined && new Date(date) <= today;
};

/** Why something is deprecated; null when it is not. */
const reasonOf = (directives: readonly DirectiveNode[] = []): string | null => {
  const deprecated = directives.find(({ name }) => name.value === 'deprecated');
  if (deprecated === undefined) return null;
  const value = deprecated.arguments?.find(({ name }) => name.value === 'reason')?.value;
  return value?.kind === Kind.STRING ? value.value : '';
};

/** Types that can still be met from the roots: one that only removed fields led to may go with them. */
const usedTypes = (schema: GraphQLSchema): readonly string[] => {
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && type.getInterfaces().length > 0);
  const { query, mutation, subscription } = schema.toConfig();
  return Object.keys(new GraphQLSchema({ query, mutation, subscription, types, assumeValid: true }).getTypeMap());
};

const isAbout = (description: string, name: string): boolean => new RegExp(`\\b${name}\\b`).test(description);

const vagueDeprecations = (schema: DocumentNode): readonly string[] => {
  const faults: string[] = [];
  const check = ({
    name,
    directives,
  }: {
    readonly name: { readonly value: string };
    readonly directives?: readonly DirectiveNode[] | undefined;
  }) => {
    const reason = reasonOf(directives);
    if (reason !== null && !PROMISE.test(reason)) faults.push(`${name.value} is deprecated with the reason "${reason}": write ${POLICY}`);
  };
  visit(schema, { FieldDefinition: check, InputValueDefinition: check, EnumValueDefinition: check });
  return faults;
};

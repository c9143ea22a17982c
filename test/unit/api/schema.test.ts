import { readdirSync, readFileSync } from 'node:fs';
import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  isInterfaceType,
  isSpecifiedScalarType,
  parse,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { printedSchema } from '#api/print-schema.ts';
import { schema } from '#api/schema.ts';

const schemaFolder = new URL('../../../schema/', import.meta.url);
const operations = readdirSync(new URL('operations/', schemaFolder)).filter((name) => name.endsWith('.graphql'));
const ownTypes = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type));

type Described = { readonly name: string; readonly description?: string | null | undefined };

/** Everything of a type that an analyst reads in GraphiQL. */
const describedParts = (type: GraphQLNamedType): readonly Described[] => {
  const prefixed = (parts: readonly Described[], owner: string) =>
    parts.map(({ name, description }) => ({ name: `${owner}.${name}`, description }));
  if (isEnumType(type)) return prefixed(type.getValues(), type.name);
  if (isInputObjectType(type)) return prefixed(Object.values(type.getFields()), type.name);
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const fields = Object.values(type.getFields());
  return [...prefixed(fields, type.name), ...fields.flatMap((field) => prefixed(field.args, `${type.name}.${field.name}`))];
};

const FILLERS = new Set(['a', 'an', 'the', 'of', 'this', 'that', 'these', 'its', 'is', 'are', 'by', 'for', 'to', 'in', 'and']);
const wordsOf = (text: string): readonly string[] =>
  text
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .match(/[a-z0-9]+/g) ?? [];
const stem = (word: string): string => word.replace(/s$/, '');

/** No sentence, fewer than three words, an article with a noun, or nothing that the name does not say. */
const isPoor = ({ name, description }: Described): boolean => {
  const words = wordsOf(description ?? '');
  if (words.length < 3 || !/^\S.*[.?]$/su.test(description ?? '')) return true;
  const named = new Set(wordsOf(name.split('.').at(-1) ?? '').map(stem));
  return words.every((word) => FILLERS.has(word) || named.has(stem(word)));
};

describe('the schema', () => {
  it('is the one that is committed', () => {
    expect(readFileSync(new URL('schema.graphql', schemaFolder), 'utf8')).toBe(printedSchema());
  });

  it('describes every type, field, argument and value in a sentence', () => {
    const parts = ownTypes.flatMap((type) => [type, ...describedParts(type)]);
    expect(parts.filter((part) => isPoor(part)).map(({ name, description }) => `${name}: ${description}`)).toEqual([]);
  });

  it.each([
    ['Stats.asOf', 'When this was read (UTC).', false],
    ['Stats.asOf', null, true],
    ['Stats.asOf', '', true],
    ['Stats.asOf', 'When this was read', true],
    ['Stats.asOf', 'As of.', true],
    ['EventEdge.node', 'The event.', true],
    ['PlaybackStats.errorRate', 'The error rate.', true],
    ['PlaybackStats.errorRate', 'Rate of errors.', true],
    ['PlaybackStats.errorRate', 'Error events / all events, 0 to 1; 0 without events.', false],
    ['RuleCount', 'A count of the rule.', true],
    ['RuleCount', 'How often a rule fired.', false],
  ])('would notice that %s is described as %j: %s', (name, description, isNoticed) => {
    expect(isPoor({ name, description })).toBe(isNoticed);
  });

  it('says of every nullable field when it is null', () => {
    const fields = ownTypes.filter(isObjectType).flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })));
    const unsaid = fields
      .filter(({ field }) => !String(field.type).endsWith('!') && !/\bnull\b/i.test(field.description ?? ''))
      .map(({ type, field }) => `${type.name}.${field.name}`);
    expect(unsaid.filter((name) => !EXPLAINED.has(name))).toEqual([]);
  });

  it.each(operations)('accepts the operation %s', (name) => {
    const document = parse(readFileSync(new URL(`operations/${name}`, schemaFolder), 'utf8'));
    expect(validate(schema, document)).toEqual([]);
  });
});

/** Nullable in the target contract, though nothing here leaves them out. */
const EXPLAINED = new Set(['IngestEventPayload.eventId', 'IngestWarning.eventId', 'RejectedEvent.eventId']);

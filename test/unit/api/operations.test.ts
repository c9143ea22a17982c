import { readdirSync, readFileSync } from 'node:fs';
import { Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createExampleTabs, EXAMPLE_GROUPS, groupOf, WITHOUT_TAB } from '#http/example-tabs.ts';

const folder = new URL('../../../schema/operations/', import.meta.url);
const files = readdirSync(folder);
const examples = files.filter((file) => !WITHOUT_TAB.has(file.replace('.graphql', '')));
const textOf = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
const tabs = createExampleTabs()(new Date('2026-03-10T12:00:00Z'));

const kebab = (name = ''): string => name.replaceAll(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

describe('the published operations', () => {
  it.each(files)('%s says in its first line which group of questions it belongs to, and in the second what it answers', (file) => {
    const [first, second] = textOf(file).split('\n');
    expect(EXAMPLE_GROUPS.map((group) => `# group: ${group}`)).toContain(first);
    expect(second).toMatch(/^# \S.{20,}/);
  });

  it.each(files)('%s is one operation whose name is that of the file', (file) => {
    const operations = parse(textOf(file)).definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    expect(operations.map(({ name }) => `${kebab(name?.value)}.graphql`)).toEqual([file]);
  });

  it.each(examples)('%s runs as it is: what it must be given has a default, or an example', (file) => {
    const text = textOf(file);
    const [operation] = parse(text).definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    const open = (operation?.variableDefinitions ?? [])
      .filter(({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined)
      .map(({ variable }) => variable.name.value);
    const { variables = '{}' } = tabs.find(({ query }) => query === text) ?? {};
    expect(open.filter((name) => !(name in (JSON.parse(variables) as object)))).toEqual([]);
  });

  it('that are examples are the tabs of GraphiQL, by group and name', () => {
    expect(tabs.map(({ query }) => query).toSorted()).toEqual(examples.map(textOf).toSorted());
    const places = tabs.map(({ query }) => EXAMPLE_GROUPS.indexOf(groupOf(query) ?? ''));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(new Set(places).size).toBeGreaterThan(4);
  });

  it('begin with one that needs no variables, which GraphiQL would drop', () => {
    expect(tabs[0]?.variables).toBeUndefined();
  });

  it('that send events say they happened just now', () => {
    const { variables = '' } = tabs.find(({ query }) => query.includes('mutation IngestEvents')) ?? {};
    expect(variables).toContain('"timestamp": "2026-03-10T11:59:40.000Z"');
  });
});

describe('the group of an operation', () => {
  it.each([
    ['# group: Statistics\n# What was played.\nquery A { a }', 'Statistics'],
    ['# group: Astrology\nquery A { a }', null],
    ['# What was played.\n# group: Statistics\nquery A { a }', null],
    ['query A { a }', null],
  ])('of %j is %s', (query, group) => {
    expect(groupOf(query)).toBe(group);
  });
});

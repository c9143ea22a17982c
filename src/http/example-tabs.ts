import { readdirSync, readFileSync } from 'node:fs';
import { exampleVariables } from './example-variables.ts';

/** A tab that GraphiQL opens with. */
export type ExampleTab = { readonly query: string; readonly variables?: string; readonly headers?: string };

/** Tokens or API keys that examples show: where events are sent that of a client, elsewhere one that may do everything. */
export type ExampleCredentials = { readonly client: string; readonly admin: string };

/** The kinds of questions in the order of their tabs; an operation names its own in its first line: `# group: Statistics`. */
export const EXAMPLE_GROUPS: readonly string[] = [
  'Watch alerts', // GraphiQL drops the variables of the first tab, so the first file here must need none
  'Statistics',
  'Compliance',
  'Viewers',
  'Funnels',
  'Events',
  'Rules and law',
  'Pipeline',
  'Ingest',
  'Privacy',
  'Access',
];

/** The group whose operations need a source: people have none. */
const CLIENT_GROUP = 'Ingest';

/** The group an operation says it belongs to; null when it says none that is known. */
export const groupOf = (query: string): string | null => {
  const group = /^# group: (.+)\n/.exec(query)?.[1];
  return group !== undefined && EXAMPLE_GROUPS.includes(group) ? group : null;
};

type MakeTabs = (now: Date, credentials?: ExampleCredentials | null) => ExampleTab[];

/** Reads all of `schema/operations` once; the answer makes a tab of each but those of sign-in, by group and name, whose events happened just before `now`. */
export const createExampleTabs = (): MakeTabs => {
  const operations = readdirSync(FOLDER)
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .filter((name) => !WITHOUT_TAB.has(name))
    .map((name) => ({ name, query: readFileSync(new URL(`${name}${ENDING}`, FOLDER), 'utf8') }))
    .toSorted((one, other) => placeOf(one) - placeOf(other) || one.name.localeCompare(other.name));
  return function exampleTabs(now, credentials = null) {
    return operations.map(({ name, query }) => {
      const variables = exampleVariables(name, now);
      return {
        query,
        ...(variables !== null && { variables: JSON.stringify(variables, null, 2) }),
        ...(credentials !== null && { headers: headersOf(query, credentials) }),
      };
    });
  };
};

const headersOf = (query: string, { client, admin }: ExampleCredentials): string =>
  JSON.stringify({ authorization: `Bearer ${groupOf(query) === CLIENT_GROUP ? client : admin}` }, null, 2);

/** Published operations that are no examples: they need a secret of whoever runs them, or would end the session that all other tabs show. */
export const WITHOUT_TAB: ReadonlySet<string> = new Set(['sign-in', 'refresh-session', 'sign-out']);
const FOLDER = new URL('../../schema/operations/', import.meta.url);
const ENDING = '.graphql';

const placeOf = ({ query }: { readonly query: string }): number => {
  const group = groupOf(query);
  return group === null ? EXAMPLE_GROUPS.length : EXAMPLE_GROUPS.indexOf(group);
};

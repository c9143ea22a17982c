import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WITHOUT_TAB } from '#http/example-tabs.ts';
import { type Deployment, openDeployment } from '../support/deployment.ts';
import { eventually } from '../support/eventually.ts';

const FOLDER = new URL('../../schema/operations/', import.meta.url);
const files = readdirSync(FOLDER).filter((file) => !WITHOUT_TAB.has(file.replace('.graphql', '')));
const textOf = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');
const filesOf = (kind: string): readonly string[] => files.filter((file) => textOf(file).includes(`\n${kind} `));

type Tab = { readonly query: string; readonly variables?: string; readonly headers?: string };
type Answer = { readonly data?: Readonly<Record<string, Part>> | null; readonly errors?: unknown };
type Part = { readonly nodes?: readonly unknown[]; readonly errors?: readonly unknown[] } | null;

describe('the demo', () => {
  let deployment: Deployment;
  let url: string;
  let tabs: readonly Tab[];
  beforeAll(async () => {
    deployment = await openDeployment('embedded');
    ({ url } = await deployment.start('all', {}, ['--demo']));
    const page = await (await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } })).text();
    tabs = tabsOf(page);
  });
  afterAll(() => deployment[Symbol.asyncDispose]());

  /** Sends a tab as the page does. */
  const run = (file: string, accept: string): Promise<Response> => {
    const { query, variables = '{}', headers = '{}' } = tabs.find((tab) => tab.query === textOf(file)) ?? { query: file };
    return fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, ...(JSON.parse(headers) as Readonly<Record<string, string>>) },
      body: JSON.stringify({ query, variables: JSON.parse(variables) as unknown }),
    });
  };
  const answerOf = async (file: string): Promise<Answer> => (await (await run(file, 'application/json')).json()) as Answer;

  // First: some questions are about what they leave.
  it.each(filesOf('mutation'))('does what the tab of %s says', async (file) => {
    const { data, errors } = await answerOf(file);
    expect([errors, Object.values(data ?? {}).flatMap((part) => part?.errors ?? ['no payload'])]).toEqual([undefined, []]);
  });

  it.each(filesOf('query'))('has an answer to the tab of %s as it is', async (file) => {
    const answer = await eventually(async () => wholeAnswer(await answerOf(file)), {
      what: 'an answer in which nothing asked for is missing',
    });
    expect(answer).not.toEqual({});
  });

  it.each(filesOf('subscription'))('follows the tab of %s', async (file) => {
    const response = await run(file, 'text/event-stream');
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      if (text.includes('data: {')) break;
    }
    expect(text).toMatch(/data: \{"data":\{/);
    expect(text).not.toContain('"errors"');
  });
});

/** The tabs in the text of the page: what GraphiQL is opened with is one line. */
const tabsOf = (page: string): readonly Tab[] => {
  const line = page.split('\n').findLast((text) => text.includes('"defaultTabs"')) ?? '{}';
  return (JSON.parse(line.trim().replace(/,$/, '')) as { readonly defaultTabs: readonly Tab[] }).defaultTabs;
};

/** Null while something that was asked for is not there, or all that was asked for is empty lists. */
const wholeAnswer = ({ data, errors }: Answer): object | null => {
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  const parts = Object.values(data ?? {});
  return parts.length === 0 || parts.includes(null) || parts.every((part) => part?.nodes?.length === 0) ? null : (data ?? null);
};

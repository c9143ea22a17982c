import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Deployment, openDeployment } from '../support/deployment.ts';
import { eventually } from '../support/eventually.ts';
import type { PlayguardProcess } from '../support/playguard-process.ts';

const FOLDER = new URL('../../schema/operations/', import.meta.url);
const QUERIES = readdirSync(FOLDER).filter((file) => /^query /m.test(readFileSync(new URL(file, FOLDER), 'utf8')));

describe('the demo', () => {
  let deployment: Deployment;
  let demo: PlayguardProcess;
  beforeAll(async () => {
    deployment = await openDeployment('embedded');
    demo = await deployment.start('all', {}, ['--demo']);
  });
  afterAll(() => deployment[Symbol.asyncDispose]());

  it.each(QUERIES)('has an answer to %s as it is', async (file) => {
    const query = readFileSync(new URL(file, FOLDER), 'utf8');
    const answer = await eventually(() => wholeAnswer(demo, query), { what: 'an answer in which nothing asked for is missing' });
    expect(answer).not.toEqual({});
  });
});

type Part = { readonly nodes?: readonly unknown[] } | null;

/** Null while something that was asked for is not there, or all that was asked for is empty lists. */
const wholeAnswer = async (demo: PlayguardProcess, query: string): Promise<object | null> => {
  const answer = await demo.graphql<Readonly<Record<string, Part>>>(query);
  const parts = Object.values(answer);
  return parts.includes(null) || parts.every((part) => part?.nodes?.length === 0) ? null : answer;
};

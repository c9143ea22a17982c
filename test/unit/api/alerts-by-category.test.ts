import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Finding } from '#domain/risk.ts';
import { CATALOGUE } from '#scoring/catalogue.ts';
import { createMemoryApi } from '../../support/memory-api.ts';

const QUERY = readFileSync(new URL('../../../schema/operations/alerts-by-category.graphql', import.meta.url), 'utf8');

/** What the first rule of a category could have seen. */
const findingsByCategory: readonly Finding[] = [...new Set(CATALOGUE.map(({ category }) => category))].map((category) => ({
  ruleKey: CATALOGUE.find((rule) => rule.category === category)?.key ?? '',
  category,
  points: 60,
  observed: '4 of them',
  threshold: 'at most 2',
  explanation: '4 were seen where 2 are allowed.',
  regulations: category === 'PRIVACY' ? ['GDPR'] : [],
  error: null,
}));

it('the example of alerts by category explains the latest alert of every category that has rules', async () => {
  await using api = await createMemoryApi();
  for (const finding of findingsByCategory)
    await api.raise(2, { ruleKey: finding.ruleKey, categories: [finding.category], findings: [finding] });
  const { data, errors } = await api.ask(QUERY);
  expect(errors).toBeUndefined();
  const answered = Object.values(data ?? {}) as readonly { nodes: readonly { categories: unknown; findings: unknown }[] }[];
  expect(answered.flatMap(({ nodes }) => nodes).toSorted(byCategories)).toMatchObject(
    findingsByCategory
      .map(({ ruleKey: key, error: _error, ...seen }) => ({ categories: [seen.category], findings: [{ ...seen, rule: { key } }] }))
      .toSorted(byCategories),
  );
});

it('the example of alerts by category is empty where there is none', async () => {
  await using api = await createMemoryApi();
  const { data } = await api.ask(QUERY);
  expect(Object.keys(data ?? {})).toHaveLength(findingsByCategory.length);
  expect(new Set(Object.values(data ?? {}).map((page) => JSON.stringify(page)))).toEqual(new Set(['{"nodes":[]}']));
});

const byCategories = (a: { readonly categories: unknown }, b: { readonly categories: unknown }): number =>
  String(a.categories) < String(b.categories) ? -1 : 1;

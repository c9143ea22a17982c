import { catalogueRules } from '#maintenance/rules.ts';
import type { ReadmeTable } from './readme-table.ts';

/** Every rule of the code with its defaults. */
export const RULE_TABLE: ReadmeTable = {
  name: 'rules',
  head: ['rule', 'category', 'points', 'fires when', 'defaults'],
  rows: () =>
    catalogueRules().map(({ key, category, points, description, parameters }) => [
      `\`${key}\``,
      category,
      `${points}`,
      description,
      Object.entries(parameters)
        .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
        .join(', ') || '–',
    ]),
};

import { builder } from '#api/builder.ts';
import { rangeOrDefault, TimeRange, TimeRangeInput } from '#api/common/time-range.ts';
import { RiskCategory } from '#api/risk/risk-category.ts';
import { RiskLevel } from '#api/risk/risk-level.ts';
import { ruleOf } from '#api/risk/rule.ts';
import { Rule } from '#api/type-refs.ts';
import { RISK_LEVELS, type RiskCategory as Category, type RiskLevel as Level } from '#domain/risk.ts';
import type { Range, StatisticsReader } from '#store/statistics/statistics-reader.ts';

type LevelCountShape = { readonly level: Level; readonly count: number };

const LevelCount = builder.objectRef<LevelCountShape>('LevelCount').implement({
  description: 'How many events were found to be this risky.',
  fields: (t) => ({
    level: t.expose('level', { type: RiskLevel, description: 'The level.' }),
    count: t.expose('count', { type: 'SafeInt', description: 'Events of this level.' }),
  }),
});

const CategoryCount = builder.objectRef<{ readonly category: Category; readonly count: number }>('CategoryCount').implement({
  description: 'How many findings were of this kind of risk.',
  fields: (t) => ({
    category: t.expose('category', { type: RiskCategory, description: 'The kind of risk.' }),
    count: t.expose('count', { type: 'SafeInt', description: 'Findings of this kind.' }),
  }),
});

const RuleCount = builder.objectRef<{ readonly ruleKey: string; readonly count: number }>('RuleCount').implement({
  description: 'How often a rule fired.',
  fields: (t) => ({
    rule: t.field({
      type: Rule,
      description: 'The rule that fired.',
      resolve: ({ ruleKey }, _args, { ports }) => ruleOf(ports.rules.all(), { ruleKey }),
    }),
    count: t.expose('count', { type: 'SafeInt', description: 'Events in which it fired.' }),
  }),
});

type ComplianceShape = { readonly range: Range; readonly levels: () => Promise<readonly LevelCountShape[]> };

/** What the rules found. */
export const Compliance = builder.objectRef<ComplianceShape>('Compliance').implement({
  description: 'What the rules found over a range of time, by when events occurred.',
  fields: (t) => ({
    range: t.expose('range', {
      type: TimeRange,
      description: 'The range actually answered: the one asked for, widened to whole minutes, or to whole hours beyond 48 hours ago.',
    }),
    evaluated: t.field({
      type: 'SafeInt',
      description: 'Events that were scored.',
      resolve: async ({ levels }) => (await levels()).reduce((sum, { count }) => sum + count, 0),
    }),
    byLevel: t.field({
      type: [LevelCount],
      description: 'Scored events by level, every level once, LOW first.',
      resolve: ({ levels }) => levels(),
    }),
    byCategory: t.field({
      type: [CategoryCount],
      description: 'Findings by kind of risk; kinds without findings are left out.',
      resolve: ({ range }, _args, { ports }) => ports.statistics.byCategory(range),
    }),
    byRule: t.field({
      type: [RuleCount],
      description: 'Findings by rule; rules that did not fire are left out.',
      resolve: ({ range }, _args, { ports }) => ports.statistics.byRule(range),
    }),
    byShadowRule: t.field({
      type: [RuleCount],
      description: 'How often rules in SHADOW mode would have fired; rules that did not are left out. They are in no other figure.',
      resolve: ({ range }, _args, { ports }) => ports.statistics.byShadowRule(range),
    }),
  }),
});

builder.queryField('compliance', (t) =>
  t.field({
    type: Compliance,
    description: 'What the rules found. Default range: the last 24 hours.',
    args: { range: t.arg({ type: TimeRangeInput, description: 'Which events: by when they occurred. Default: the last 24 hours.' }) },
    resolve: (_root, { range }, { ports }) =>
      complianceOf(ports.statistics, ports.statistics.alignedRange(rangeOrDefault(range, ports.now()))),
  }),
);

/** Levels are read when first asked for, and once. */
const complianceOf = (statistics: StatisticsReader, range: Range): ComplianceShape => {
  let levels: Promise<readonly LevelCountShape[]> | undefined;
  return { range, levels: () => (levels ??= readLevels(statistics, range)) };
};

const readLevels = async (statistics: StatisticsReader, range: Range): Promise<readonly LevelCountShape[]> => {
  const counts = new Map((await statistics.byLevel(range)).map(({ level, count }) => [level, count]));
  return RISK_LEVELS.map((level) => ({ level, count: counts.get(level) ?? 0 }));
};

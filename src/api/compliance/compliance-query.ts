import { builder } from '#api/builder.ts';
import type { ApiPorts } from '#api/context.ts';
import { readRegions, RegionFilter } from '#api/common/region-filter.ts';
import { answeredRange, lastInstant, rangeArgs } from '#api/statistics/statistics-range.ts';
import { RISK_LEVELS } from '#domain/risk.ts';
import type { ComplianceSelection } from '#store/compliance/compliance-reader.ts';
import { Compliance, type ComplianceShape } from './compliance.ts';
import type { LevelCountShape } from './level-count.ts';

builder.queryField('compliance', (t) =>
  t.field({
    type: Compliance,
    description: 'What the rules found. Default range: the last 24 hours.',
    args: { ...rangeArgs, region: t.arg({ type: RegionFilter, description: 'Only events of these regions; of all when left out.' }) },
    resolve(_root, args, { ports }) {
      const range = answeredRange(ports, args);
      return complianceOf(ports, { range, regions: readRegions(args.region, lastInstant(range)) });
    },
  }),
);

const complianceOf = ({ compliance }: ApiPorts, selection: ComplianceSelection): ComplianceShape => {
  let levels: Promise<readonly LevelCountShape[]> | undefined;
  const read = async () => {
    const counts = new Map((await compliance.byLevel(selection)).map(({ level, count }) => [level, count]));
    return RISK_LEVELS.map((level) => ({ level, count: counts.get(level) ?? 0 }));
  };
  return { ...selection, levels: () => (levels ??= read()) };
};

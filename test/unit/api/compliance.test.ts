import { describe, expect, it } from 'vitest';
import { groupCursor } from '#domain/cursor.ts';
import type { ComplianceReader, ComplianceSelection, RegionRisk } from '#store/compliance/compliance-reader.ts';
import { createMemoryApi, NOW } from '../../support/memory-api.ts';

const risk = (region: string, overrides: Partial<RegionRisk> = {}): RegionRisk => ({
  region,
  evaluated: 10,
  flagged: 0,
  highRisk: 0,
  scoreSum: 0,
  ...overrides,
});

/** Regions in the order of the port. */
const regionsOf = (...rows: readonly RegionRisk[]): Pick<ComplianceReader, 'regions'> => ({
  async regions(_selection, { after, limit }) {
    const from = after === null ? 0 : rows.findIndex(({ region, flagged }) => region === after.region && flagged === after.flagged) + 1;
    return { rows: rows.slice(from, from + limit), hasMore: rows.length > from + limit };
  },
});

describe('compliance', () => {
  it('counts every level once, and reads them once', async () => {
    const compliance: Partial<ComplianceReader> = {
      byLevel: async () => [
        { level: 'HIGH', count: 2 },
        { level: 'LOW', count: 5 },
      ],
    };
    await using api = await createMemoryApi({ compliance });
    const { data } = await api.ask('{ compliance { evaluated byLevel { level count } } }');
    const byLevel = Object.entries({ LOW: 5, MEDIUM: 0, HIGH: 2, CRITICAL: 0 }).map(([level, count]) => ({ level, count }));
    expect(data).toEqual({ compliance: { evaluated: 7, byLevel } });
    expect(api.reads).toEqual(['compliance.byLevel']);
  });

  it('tells what was found, by kind of risk, rule and law', async () => {
    const compliance: Partial<ComplianceReader> = {
      byCategory: async () => [{ category: 'PRIVACY', count: 3 }],
      byRule: async () => [
        { ruleKey: 'multi-region', count: 2 },
        { ruleKey: 'retired-rule', count: 1 },
      ],
      byShadowRule: async () => [{ ruleKey: 'multi-region', count: 9 }],
      byRegulation: async () => [{ regulation: 'GDPR', count: 3 }],
    };
    await using api = await createMemoryApi({ compliance });
    const { data } = await api.ask(
      '{ compliance { byCategory { category count } byRule { rule { key mode } count } byShadowRule { rule { key } count } byRegulation { regulation count } } }',
    );
    expect(data).toMatchObject({
      compliance: {
        byCategory: [{ category: 'PRIVACY', count: 3 }],
        byRule: [
          { rule: { key: 'multi-region' }, count: 2 },
          { rule: { key: 'retired-rule', mode: 'DISABLED' }, count: 1 },
        ],
        byShadowRule: [{ rule: { key: 'multi-region' }, count: 9 }],
        byRegulation: [{ regulation: 'GDPR', count: 3 }],
      },
    });
  });

  it.each([
    [{}, undefined],
    [{ region: { in: ['NL', 'DE'] } }, ['NL', 'DE']],
    [{ region: { in: [] } }, []],
    [{ region: null }, undefined],
  ])('of %j is about the regions %j', async (variables, expected) => {
    const selections: ComplianceSelection[] = [];
    const byRule: ComplianceReader['byRule'] = async (selection) => (selections.push(selection), []);
    await using api = await createMemoryApi({ compliance: { byRule } });
    await api.ask('query ($region: RegionFilter) { compliance(region: $region) { byRule { count } } }', variables);
    expect(selections).toMatchObject([{ regions: expected, range: { from: new Date(NOW.getTime() - 86_400_000), to: NOW } }]);
  });

  it('within a country is about its parts too', async () => {
    const selections: ComplianceSelection[] = [];
    const byRule: ComplianceReader['byRule'] = async (selection) => (selections.push(selection), []);
    await using api = await createMemoryApi({ compliance: { byRule } });
    await api.ask('{ compliance(region: { within: ["US"] }) { byRule { count } } }');
    expect(selections[0]?.regions).toEqual(expect.arrayContaining(['US', 'US-CA', 'US-NY']));
  });

  it.each([
    ['a region that is none', 'compliance(region: { in: ["EU"] }) { evaluated }'],
    ['a page of none', 'compliance { regions(first: 0) { nodes { flagged } } }'],
    ['a page of too many', 'compliance { regions(first: 101) { nodes { flagged } } }'],
    [
      'a cursor of another list',
      `compliance { regions(after: "${groupCursor('REGION:EVENTS:DESC', 1).encode({ value: 1, keys: ['NL'] })}") { nodes { flagged } } }`,
    ],
  ])('refuses %s', async (_case, query) => {
    await using api = await createMemoryApi();
    const { errors } = await api.ask(`{ ${query} }`);
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  });
});

describe('regions by risk', () => {
  const REGIONS = `query ($first: Int, $after: Cursor) { compliance { regions(first: $first, after: $after) {
    nodes { region { code name } evaluated flagged averageScore highRiskShare } pageInfo { hasNextPage hasPreviousPage endCursor }
  } } }`;
  type Answer = {
    readonly compliance: {
      readonly regions: {
        readonly nodes: readonly { readonly region: { readonly code: string } }[];
        readonly pageInfo: { readonly endCursor: string };
      };
    };
  };

  it('state their rates of the events that were scored', async () => {
    const compliance = regionsOf(risk('NL', { flagged: 4, highRisk: 1, scoreSum: 125 }), risk('XX', { evaluated: 0 }));
    await using api = await createMemoryApi({ compliance });
    const { data } = await api.ask(REGIONS);
    expect((data as Answer).compliance.regions.nodes).toEqual([
      { region: { code: 'NL', name: 'Netherlands, Kingdom of the' }, evaluated: 10, flagged: 4, averageScore: 12.5, highRiskShare: 0.1 },
      { region: { code: 'XX', name: 'XX' }, evaluated: 0, flagged: 0, averageScore: 0, highRiskShare: 0 },
    ]);
  });

  it('are walked by cursors', async () => {
    await using api = await createMemoryApi({ compliance: regionsOf(risk('NL', { flagged: 4 }), risk('BE'), risk('US-CA')) });
    const first = (await api.ask(REGIONS, { first: 2 })).data as Answer;
    const rest = (await api.ask(REGIONS, { first: 2, after: first.compliance.regions.pageInfo.endCursor })).data as Answer;
    expect([first, rest].map(({ compliance }) => compliance.regions.nodes.map(({ region }) => region.code))).toEqual([
      ['NL', 'BE'],
      ['US-CA'],
    ]);
    expect([first, rest]).toMatchObject([
      { compliance: { regions: { pageInfo: { hasNextPage: true, hasPreviousPage: false } } } },
      { compliance: { regions: { pageInfo: { hasNextPage: false, hasPreviousPage: true } } } },
    ]);
  });
});

it.each([
  [8, 2, 0.25],
  [8, 0, 0],
  [0, 0, 0],
])('of %i events and %i alerts the alert rate is %d', async (evaluated, alerts, alertRate) => {
  const timeline = async () => [{ from: new Date(NOW.getTime() - 1), to: NOW, evaluated, alerts }];
  await using api = await createMemoryApi({ compliance: { timeline } });
  const { data } = await api.ask('{ compliance { timeline(granularity: HOUR) { to evaluated alerts alertRate } } }');
  expect(data).toEqual({ compliance: { timeline: [{ to: NOW.toISOString(), evaluated, alerts, alertRate }] } });
});

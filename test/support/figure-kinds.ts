import type { ComplianceSelection } from '#store/compliance/compliance-reader.ts';
import { createSqlComplianceReader } from '#store/compliance/sql-compliance-reader.ts';
import { createSqlPipelineReader } from '#store/pipeline/sql-pipeline-reader.ts';
import { createSqlSessionReader } from '#store/sessions/sql-session-reader.ts';
import type { Sql } from '#store/sql.ts';
import { createSqlStatisticsReader } from '#store/statistics/sql-statistics-reader.ts';
import { type Range, STATISTICS_DIMENSIONS, type StatisticsFilter } from '#store/statistics/statistics-reader.ts';
import { FILLED } from './fill-events.ts';
import type { StatementKind } from './statement-plans.ts';

const HOUR_MS = 3_600_000;

/** What figures and sessions are asked, of an hour, a day and a month before `now`. */
export const figureKinds = (now: Date): readonly StatementKind[] => {
  const lasting = (hours: number): Range => ({ from: new Date(now.getTime() - hours * HOUR_MS), to: now });
  const ranges = { 'an hour': lasting(1), 'a day': lasting(24), 'a month': lasting(29 * 24) };
  return [
    ...Object.entries(ranges).flatMap(([name, range]) => [...statisticsKinds(now, range), ...complianceKinds(now, range)].map(of(name))),
    ...narrowedKinds(now, lasting(6 * 24)),
    ...SESSION_KINDS,
  ];
};

const of =
  (range: string) =>
  ([name, ask]: StatementKind): StatementKind => [`${name} of ${range}`, ask];

const statisticsKinds = (now: Date, asked: Range): readonly StatementKind[] => {
  const reader = (sql: Sql) => createSqlStatisticsReader(sql, () => now);
  const range = createSqlStatisticsReader(NO_SQL, () => now).alignedRange(asked);
  const filters: Readonly<Record<string, StatisticsFilter>> = {
    everything: {},
    regions: { regions: ['key-1', 'key-2'] },
    titles: { contentIds: ['key-3'] },
  };
  const keys = ['key-1', 'key-2', 'key-3'];
  return [
    ...Object.entries(filters).flatMap(([name, filter]): StatementKind[] => [
      [`a summary of ${name}`, async (sql) => (await reader(sql).summary({ range, filter })).uniques()],
      [`a timeline of ${name}`, (sql) => reader(sql).timeline({ range, filter }, 'HOUR')],
    ]),
    ...STATISTICS_DIMENSIONS.map((by): StatementKind => {
      const page = { by, order: { field: 'EVENTS', direction: 'DESC' }, after: null, limit: 25 } as const;
      return [`a breakdown by ${by}`, (sql) => reader(sql).breakdown({ range, filter: {} }, page)];
    }),
    ...(['CONTENT', 'REGION'] as const).map((facet): StatementKind => [
      `figures of ${facet}`,
      (sql) => reader(sql).byKey(range, facet, keys),
    ]),
    ...(['REGIONS_OF_CONTENT', 'DEVICE_TYPES_OF_REGION', 'ERROR_CODES_OF_REGION'] as const).map((parts): StatementKind => [
      parts,
      (sql) => reader(sql).partsOf(range, parts, { keys, limit: 10 }),
    ]),
    ['the latency', (sql) => createSqlPipelineReader(sql, () => now).processingLatency(range)],
  ];
};

const complianceKinds = (now: Date, range: Range): readonly StatementKind[] => {
  const reader = (sql: Sql) => createSqlComplianceReader(sql, () => now);
  const selections: Readonly<Record<string, ComplianceSelection>> = {
    'all regions': { range, regions: undefined },
    'some regions': { range, regions: ['key-1', 'key-2'] },
  };
  return Object.entries(selections).flatMap(([name, selection]): StatementKind[] => [
    [`levels in ${name}`, (sql) => reader(sql).byLevel(selection)],
    [`rules in ${name}`, (sql) => reader(sql).byRule(selection)],
    [`laws in ${name}`, (sql) => reader(sql).byRegulation(selection)],
    [`the riskiest of ${name}`, (sql) => reader(sql).regions(selection, { after: null, limit: 25 })],
    [`alerts over time in ${name}`, (sql) => reader(sql).timeline(selection, 'DAY')],
  ]);
};

/** Answered from events, since no counter is kept. */
const narrowedKinds = (now: Date, range: Range): readonly StatementKind[] => {
  const summary =
    (filter: StatisticsFilter): StatementKind[1] =>
    (sql) =>
      createSqlStatisticsReader(sql, () => now).summary({ range, filter });
  return [
    ['a summary of a device', summary({ deviceIds: [FILLED.deviceId] })],
    ['a summary of a title on a plan', summary({ contentIds: [FILLED.contentId], subscriptionPlans: ['FREE'] })],
    ['figures of devices', (sql) => createSqlStatisticsReader(sql, () => now).byKey(range, 'DEVICE', [FILLED.deviceId])],
  ];
};

const SESSION_KINDS: readonly StatementKind[] = [
  ['a session by its name', (sql) => createSqlSessionReader(sql).named(FILLED.sessionId)],
  ['sessions by id', (sql) => createSqlSessionReader(sql).byIds([{ source: 'demo', sessionId: FILLED.sessionId }])],
  ['sessions of a viewer', (sql) => createSqlSessionReader(sql).ofViewer(FILLED.viewerId, { after: null, limit: 25 })],
  [
    'more sessions of a viewer',
    (sql) =>
      createSqlSessionReader(sql).ofViewer(FILLED.viewerId, {
        after: { startedAt: new Date(), source: 'demo', sessionId: 'x' },
        limit: 25,
      }),
  ],
];

const NO_SQL: Sql = { query: () => Promise.resolve([]), transaction: () => Promise.reject(new Error('nothing is asked')) };

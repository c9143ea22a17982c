import type { ComplianceReader } from '#store/compliance/compliance-reader.ts';
import type { PipelineReader } from '#store/pipeline/pipeline-reader.ts';
import type {
  Counted,
  CountedGroup,
  Figures,
  GroupOrder,
  GroupPosition,
  Part,
  StatisticsReader,
  Uniques,
} from '#store/statistics/statistics-reader.ts';

/** Figures; a test names only what matters to it. */
export const someFigures = (overrides: Partial<Figures> = {}): Figures => ({
  events: 0,
  plays: 0,
  errors: 0,
  watchMs: 0,
  rebufferMs: 0,
  attempts: 0,
  startFailures: 0,
  ...overrides,
});

const NOBODY: Uniques = { viewers: { value: 0, relativeError: 0 }, devices: { value: 0, relativeError: 0 } };

/** What was counted; a test names only what matters to it. */
export const aCount = (figures: Partial<Figures> = {}, uniques: Uniques = NOBODY): Counted => ({
  figures: someFigures(figures),
  uniques: async () => uniques,
});

export const aGroup = (keys: readonly string[], figures: Partial<Figures> = {}): CountedGroup => ({ ...aCount(figures), keys });

/** Breakdowns of groups in an array, whatever is asked to be broken down. */
export const breakdownOf = (groups: readonly CountedGroup[]): Pick<StatisticsReader, 'breakdown'> => ({
  async breakdown(_selection, { order, after, limit }) {
    const placed = groups.map((group) => ({ ...group, position: positionIn(order, group) }));
    const sorted = placed.toSorted((a, b) => comparePositions(order, a.position, b.position));
    const following = sorted.filter(({ position }) => after === null || comparePositions(order, position, after) > 0);
    return { rows: following.slice(0, limit), hasMore: following.length > limit };
  },
});

const positionIn = ({ field }: GroupOrder, { figures, keys }: CountedGroup): GroupPosition => {
  const { events, plays, errors, watchMs } = figures;
  const values = { EVENTS: events, PLAYS: plays, WATCH_TIME: watchMs ?? 0, ERROR_RATE: events === 0 ? 0 : errors / events, KEY: 0 };
  return { value: values[field], keys };
};

const comparePositions = ({ field, direction }: GroupOrder, a: GroupPosition, b: GroupPosition): number => {
  const sign = direction === 'ASC' ? 1 : -1;
  const byKey = a.keys.join('\0') < b.keys.join('\0') ? -1 : Number(a.keys.join('\0') !== b.keys.join('\0'));
  return field === 'KEY' ? sign * byKey : sign * (a.value - b.value) || byKey;
};

/** Parts of something of which there is nothing else. */
export const partsOf = (parts: readonly Part[]): { parts: readonly Part[]; events: number; plays: number } => ({
  parts,
  events: parts.reduce((sum, { events }) => sum + events, 0),
  plays: parts.reduce((sum, { plays }) => sum + plays, 0),
});

/** Statistics of nothing. */
export const emptyStatistics: StatisticsReader = {
  alignedRange: (range) => range,
  summary: async () => aCount(),
  timeline: async () => [],
  breakdown: async () => ({ rows: [], hasMore: false }),
  byKey: async (_range, _facet, keys) => keys.map(() => aCount()),
  partsOf: async (_range, _of, { keys }) => keys.map(() => partsOf([])),
  uncountedSince: async () => null,
};

export const emptyCompliance: ComplianceReader = {
  byLevel: async () => [],
  byCategory: async () => [],
  byRule: async () => [],
  byShadowRule: async () => [],
  byRegulation: async () => [],
  regions: async () => ({ rows: [], hasMore: false }),
  timeline: async () => [],
};

export const emptyPipeline: PipelineReader = {
  processingLatency: async () => ({ p50Ms: 0, p95Ms: 0, p99Ms: 0, sampleCount: 0 }),
  storedPerSecond: async () => 0,
  deadLetters: async () => 0,
  retrying: async () => 0,
  uncountedEvents: async () => 0,
};

/** The same port, but `reads` is told of every read. */
export const recorded = <Port extends Record<string, unknown>>(name: string, port: Port, reads: string[]): Port =>
  Object.fromEntries(
    Object.entries(port).map(([method, call]) => [
      method,
      (...args: unknown[]): unknown => {
        reads.push(`${name}.${method}`);
        return typeof call === 'function' ? (call as (...given: unknown[]) => unknown)(...args) : undefined;
      },
    ]),
  ) as Port;

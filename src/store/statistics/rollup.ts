export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The widths of buckets; each rollup has all of them, so that a long range is mostly days. */
export const GRAINS = ['MINUTE', 'HOUR', 'DAY'] as const;
export type Grain = (typeof GRAINS)[number];
export const GRAIN_MS: Readonly<Record<Grain, number>> = { MINUTE: MINUTE_MS, HOUR: HOUR_MS, DAY: DAY_MS };

/** What counts can be grouped by. */
export type Facet =
  | 'REGION'
  | 'CONTENT'
  | 'SOURCE'
  | 'EVENT_TYPE'
  | 'SUBSCRIPTION_PLAN'
  | 'DEVICE_TYPE'
  | 'APP_VERSION'
  | 'NETWORK_TYPE'
  | 'ERROR_CODE'
  | 'LEVEL'
  | 'CATEGORY'
  | 'RULE'
  | 'SHADOW_RULE'
  | 'REGULATION'
  | 'LATENCY';

type Rollup = {
  /** The question it answers. */
  readonly question: string;
  /** What its rows are grouped by, at most two. */
  readonly facets: readonly Facet[];
  /** How long minutes are kept. */
  readonly minutesKeptMs: number;
  /** Registers of the sketches of viewers and devices: a power of two, 0 where nobody asks who it was. */
  readonly registers: number;
};

/** Narrow rollups keep minutes for timelines of two days, wide ones as long as ranges are answered by the minute. */
const NARROW = { minutesKeptMs: 48 * HOUR_MS } as const;
const WIDE = { minutesKeptMs: 8 * HOUR_MS } as const;
/** Standard errors of 1.6 %, 3.3 % and 6.5 %. */
const FINE = 4096;
const MEDIUM = 1024;
const COARSE = 256;

/** Every rollup that is kept. */
export const ROLLUPS = {
  ALL: { question: 'How much was played when?', facets: [], ...NARROW, registers: FINE },
  REGION: { question: 'How much was played where?', facets: ['REGION'], ...NARROW, registers: MEDIUM },
  CONTENT: { question: 'How much was each title played?', facets: ['CONTENT'], ...WIDE, registers: MEDIUM },
  SOURCE: { question: 'How much came from each source?', facets: ['SOURCE'], ...NARROW, registers: MEDIUM },
  PLAN: { question: 'How much do subscribers of each plan play?', facets: ['SUBSCRIPTION_PLAN'], ...NARROW, registers: MEDIUM },
  DEVICE_TYPE: { question: 'What is it played on?', facets: ['DEVICE_TYPE'], ...NARROW, registers: MEDIUM },
  APP_VERSION: { question: 'Which version of an app plays how well?', facets: ['APP_VERSION'], ...WIDE, registers: MEDIUM },
  NETWORK_TYPE: { question: 'Over which kind of network?', facets: ['NETWORK_TYPE'], ...NARROW, registers: MEDIUM },
  SOURCE_TYPE: { question: 'Which events come from where?', facets: ['SOURCE', 'EVENT_TYPE'], ...NARROW, registers: COARSE },
  REGION_TYPE: { question: 'Which events occur where?', facets: ['REGION', 'EVENT_TYPE'], ...WIDE, registers: COARSE },
  CONTENT_REGION: {
    question: 'Where is a title played? What is played in a region?',
    facets: ['CONTENT', 'REGION'],
    ...WIDE,
    registers: COARSE,
  },
  REGION_DEVICE: { question: 'What is played on in a region?', facets: ['REGION', 'DEVICE_TYPE'], ...WIDE, registers: COARSE },
  REGION_ERROR: { question: 'Which errors occur in a region?', facets: ['REGION', 'ERROR_CODE'], ...WIDE, registers: 0 },
  REGION_LEVEL: { question: 'How risky is what occurs in a region?', facets: ['REGION', 'LEVEL'], ...NARROW, registers: 0 },
  REGION_CATEGORY: { question: 'Which kinds of risk are found in a region?', facets: ['REGION', 'CATEGORY'], ...WIDE, registers: 0 },
  REGION_RULE: { question: 'Which rules fire in a region?', facets: ['REGION', 'RULE'], ...WIDE, registers: 0 },
  REGION_SHADOW: { question: 'Which rules would fire in a region?', facets: ['REGION', 'SHADOW_RULE'], ...WIDE, registers: 0 },
  REGION_LAW: { question: 'Under which laws is something found in a region?', facets: ['REGION', 'REGULATION'], ...WIDE, registers: 0 },
  LATENCY: { question: 'How long from acceptance to commit, by when it was committed?', facets: ['LATENCY'], ...NARROW, registers: 0 },
} as const satisfies Readonly<Record<string, Rollup>>;
export type RollupName = keyof typeof ROLLUPS;
export const ROLLUP_NAMES = Object.keys(ROLLUPS) as readonly RollupName[];

/** The same, without the literal types of each. */
export const rollupOf = (name: RollupName): Rollup => ROLLUPS[name];

/** What is added up in a row, with its column. */
export const MEASURES = {
  events: 'events',
  plays: 'plays',
  errors: 'errors',
  score: 'score',
  alerts: 'alerts',
  watchMs: 'watch_ms',
  rebufferMs: 'rebuffer_ms',
  attempts: 'attempts',
  startFailures: 'start_failures',
} as const;
export type Measure = keyof typeof MEASURES;
export const MEASURE_NAMES = Object.keys(MEASURES) as readonly Measure[];
export type Measures = Record<Measure, number>;

/** Nothing counted. */
export const noMeasures = (): Measures => ({
  events: 0,
  plays: 0,
  errors: 0,
  score: 0,
  alerts: 0,
  watchMs: 0,
  rebufferMs: 0,
  attempts: 0,
  startFailures: 0,
});

/** The bucket an instant lies in. */
export const bucketOf = (grain: Grain, atMs: number): number => Math.floor(atMs / GRAIN_MS[grain]) * GRAIN_MS[grain];

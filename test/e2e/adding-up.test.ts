import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedEvent } from '#simulator/simulated-event.ts';
import { type Deployment, MODES, openDeployment } from '../support/deployment.ts';
import { type BatchInput, ingestAll } from '../support/ingest-client.ts';
import { createLedger } from '../support/ledger.ts';
import { untilSettled } from '../support/oracle.ts';
import { type PlayguardProcess, runPlayguard } from '../support/playguard-process.ts';
import { countBy, type Counts, sessionTotals, simulatedDay } from '../support/simulated-day.ts';
import { batchesOf } from '../support/wire-event.ts';

const HOUR_MS = 3_600_000;

const VIEWS = `query Views($range: TimeRangeInput!) {
  stats(range: $range) {
    summary { events plays errors watchTimeMs rebufferingRatio videoStartFailureRate uniqueViewers { value relativeError } }
    hours: timeline(granularity: HOUR) { stats { events plays watchTimeMs } }
    days: timeline(granularity: DAY) { stats { events plays watchTimeMs } }
    weeks: timeline(granularity: WEEK) { stats { events plays watchTimeMs } }
    eventsByType { eventType count share }
    ${['REGION', 'CONTENT', 'DEVICE_TYPE', 'APP_VERSION', 'NETWORK_TYPE', 'SUBSCRIPTION_PLAN', 'SOURCE']
      .map((by) => `${by}: breakdown(by: ${by}, first: 100) { nodes { key stats { events plays watchTimeMs } } }`)
      .join('\n')}
  }
  compliance(range: $range) { evaluated byLevel { count } regions(first: 100) { nodes { region { code } evaluated } } timeline(granularity: HOUR) { evaluated } }
}`;

type Figures = { readonly events: number; readonly plays: number; readonly watchTimeMs: number };
type Row = { readonly key: string; readonly stats: Figures };
type Views = {
  readonly stats: {
    readonly summary: Figures & {
      readonly errors: number;
      readonly uniqueViewers: { readonly value: number; readonly relativeError: number };
    } & Readonly<Record<'rebufferingRatio' | 'videoStartFailureRate', number>>;
    readonly eventsByType: readonly { readonly eventType: string; readonly count: number; readonly share: number }[];
  } & Readonly<Record<'hours' | 'days' | 'weeks', readonly { readonly stats: Figures }[]>> &
    Readonly<Record<Dimension, { readonly nodes: readonly Row[] }>>;
  readonly compliance: {
    readonly evaluated: number;
    readonly byLevel: readonly { readonly count: number }[];
    readonly regions: { readonly nodes: readonly { readonly region: { readonly code: string }; readonly evaluated: number }[] };
    readonly timeline: readonly { readonly evaluated: number }[];
  };
};

const DIMENSIONS = {
  REGION: ({ region }: SimulatedEvent) => region,
  CONTENT: ({ contentId }: SimulatedEvent) => contentId ?? '',
  DEVICE_TYPE: ({ deviceType }: SimulatedEvent) => deviceType ?? '',
  APP_VERSION: ({ appVersion }: SimulatedEvent) => appVersion ?? '',
  NETWORK_TYPE: ({ networkType }: SimulatedEvent) => networkType ?? '',
  SUBSCRIPTION_PLAN: ({ subscriptionPlan }: SimulatedEvent) => subscriptionPlan ?? '',
  SOURCE: () => 'default',
} as const;
type Dimension = keyof typeof DIMENSIONS;

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
const countsOf = (rows: readonly Row[]): Counts => Object.fromEntries(rows.map(({ key, stats }) => [key, stats.events]));

describe.each(MODES)('the events of a simulated day, %s', (mode) => {
  const now = new Date();
  const events = simulatedDay(now);
  let deployment: Deployment;
  let api: PlayguardProcess;
  let views: Views;
  beforeAll(async () => {
    deployment = await openDeployment(mode);
    api = await deployment.start('all');
    const batches = batchesOf(events as readonly never[], 200).map((batch): BatchInput => ({ events: batch }));
    await ingestAll({ url: () => api.url, ledger: createLedger() }, batches.toReversed()); // most comes late
    await untilSettled(api.url);
    const range = { from: new Date(now.getTime() - 48 * HOUR_MS).toISOString(), to: new Date(now.getTime() + HOUR_MS).toISOString() };
    views = await api.graphql<Views>(VIEWS, { range });
  }, 90_000);
  afterAll(() => deployment[Symbol.asyncDispose]());

  it('are all in the summary, with the watch time their players had', () => {
    const { summary } = views.stats;
    const { watchMs, rebufferMs, attempts, startFailures } = sessionTotals(events);
    expect(watchMs).toBeGreaterThan(HOUR_MS);
    expect(summary).toMatchObject({
      events: events.length,
      plays: events.filter(({ eventType }) => eventType === 'PLAY').length,
      errors: events.filter(({ eventType }) => eventType === 'ERROR').length,
      watchTimeMs: watchMs,
    });
    expect(summary.rebufferingRatio).toBeCloseTo(rebufferMs / (rebufferMs + watchMs), 9);
    expect(summary.videoStartFailureRate).toBeCloseTo(startFailures / attempts, 9);
    const viewers = new Set(events.flatMap(({ userId }) => userId ?? [])).size;
    expect(Math.abs(summary.uniqueViewers.value - viewers) / viewers).toBeLessThan(4 * summary.uniqueViewers.relativeError);
  });

  it('add up over hours, days and weeks', () => {
    const { summary, hours, days, weeks } = views.stats;
    for (const timeline of [hours, days, weeks])
      for (const figure of ['events', 'plays', 'watchTimeMs'] as const)
        expect(total(timeline.map(({ stats }) => stats[figure]))).toBe(summary[figure]);
  });

  it.each(Object.keys(DIMENSIONS) as Dimension[])('add up by %s, each part as it was sent', (dimension) => {
    const { summary, [dimension]: breakdown } = views.stats;
    expect(countsOf(breakdown.nodes)).toEqual(countBy(events, DIMENSIONS[dimension]));
    for (const figure of ['events', 'plays', 'watchTimeMs'] as const)
      expect(total(breakdown.nodes.map(({ stats }) => stats[figure]))).toBe(summary[figure]);
  });

  it('add up by type, and shares to one', () => {
    const { eventsByType } = views.stats;
    expect(Object.fromEntries(eventsByType.map(({ eventType, count }) => [eventType, count]))).toEqual(
      countBy(events, ({ eventType }) => eventType),
    );
    expect(total(eventsByType.map(({ share }) => share))).toBeCloseTo(1, 9);
  });

  it('were all evaluated, by level, region and hour', () => {
    const { evaluated, byLevel, regions, timeline } = views.compliance;
    expect([evaluated, total(byLevel.map(({ count }) => count)), total(timeline.map((hour) => hour.evaluated))]).toEqual([
      events.length,
      events.length,
      events.length,
    ]);
    expect(Object.fromEntries(regions.nodes.map(({ region, evaluated: count }) => [region.code, count]))).toEqual(
      countBy(events, ({ region }) => region),
    );
  });

  it('equal a recount, which finds and mends what somebody changes', async () => {
    if (mode === 'embedded') await api.stop(); // an embedded database belongs to one process
    const command = (name: string) => runPlayguard({ args: [name], env: deployment.env });
    expect(await command('verify')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`${events.length} events counted anew`) as string,
    });
    await deployment.inspect((sql) =>
      sql.query(`update rollups set plays = plays + 1 where rollup = 'REGION' and grain = 'DAY' and key1 = 'NL'`),
    );
    const found = await command('verify');
    expect(found).toMatchObject({ code: 1, stdout: expect.stringMatching(/rollups REGION DAY .* NL .*is .* should be/) as string });
    expect(await command('rebuild')).toMatchObject({ code: 0, stdout: expect.stringContaining('are mended') as string });
    expect(await command('verify')).toMatchObject({ code: 0, stdout: expect.stringContaining('statistics equal a recount') as string });
  }, 120_000);
});

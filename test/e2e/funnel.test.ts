import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Deployment, MODES, openDeployment } from '../support/deployment.ts';
import { ingest } from '../support/ingest-client.ts';
import { untilSettled } from '../support/oracle.ts';
import type { PlayguardProcess } from '../support/playguard-process.ts';
import { aWireEvent, type WireEvent } from '../support/wire-event.ts';

const OPERATION = readFileSync(new URL('../../schema/operations/funnel.graphql', import.meta.url), 'utf8');
const HOUR_MS = 3_600_000;

type FunnelAnswer = {
  readonly funnel: {
    readonly steps: readonly {
      readonly viewers: number;
      readonly conversionFromPrevious: number;
      readonly medianTimeFromPrevious: string | null;
    }[];
    readonly conversionRate: number;
  };
};

/** What a viewer did, each a type and seconds after an hour ago. */
const story = (userId: string, ...moments: readonly (readonly [string, number])[]): readonly WireEvent[] =>
  moments.map(([eventType, seconds]) =>
    aWireEvent({
      eventId: `${userId}-${eventType}-${seconds}`,
      userId,
      deviceId: `tv-${userId}`,
      eventType,
      timestamp: new Date(Date.now() - HOUR_MS + seconds * 1_000).toISOString(),
    }),
  );

describe.each(MODES)('a funnel, %s', (mode) => {
  let deployment: Deployment;
  let api: PlayguardProcess;
  beforeAll(async () => {
    deployment = await openDeployment(mode);
    api = await deployment.start('all');
    const events = [
      ...story('anna', ['PLAY', 0], ['PLAYING', 2], ['HEARTBEAT', 30], ['STOP', 62]),
      ...story('bert', ['PLAY', 0], ['PLAYING', 4], ['STOP', 64]),
      ...story('carla', ['PLAY', 0], ['ERROR', 5]),
      ...story('dirk', ['STOP', 0], ['PLAYING', 10], ['PLAY', 20]),
    ];
    // The latest first: what counts is when it happened.
    await ingest(api.url, { events: events.toReversed() });
    await untilSettled(api.url);
  });
  afterAll(() => deployment[Symbol.asyncDispose]());

  const viewers = async (input: object) => (await api.graphql<FunnelAnswer>(OPERATION, { input })).funnel.steps.map((step) => step.viewers);
  const steps = [{ eventType: 'PLAY' }, { eventType: 'PLAYING' }, { eventType: 'STOP' }];

  it('is counted over what was sent, as the published operation asks', async () => {
    const { funnel } = await api.graphql<FunnelAnswer>(OPERATION);
    expect(funnel.steps.map((step) => step.viewers)).toEqual([4, 2, 2]);
    expect(funnel.steps[1]?.conversionFromPrevious).toBe(0.5);
    expect(funnel.conversionRate).toBe(0.5);
    expect(funnel.steps.map((step) => Math.round(secondsOf(step.medianTimeFromPrevious)))).toEqual([0, 3, 60]);
  });

  it('heeds order, window and title', async () => {
    expect(await viewers({ steps, conversionWindow: 'PT1H', order: 'STRICT' })).toEqual([4, 2, 1]);
    expect(await viewers({ steps, conversionWindow: 'PT1H', order: 'UNORDERED' })).toEqual([4, 3, 3]);
    expect(await viewers({ steps, conversionWindow: 'PT1M', order: 'ORDERED' })).toEqual([4, 2, 0]);
    const ofNoTitle = steps.map((step) => ({ ...step, contentId: 'never-shown' }));
    expect(await viewers({ steps: ofNoTitle, conversionWindow: 'PT1H' })).toEqual([0, 0, 0]);
  });
});

/** Of durations below an hour. */
const secondsOf = (duration: string | null): number => {
  const [, minutes = '0', seconds = '0'] = /^PT(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(duration ?? 'PT') ?? [];
  return Number(minutes) * 60 + Number(seconds);
};

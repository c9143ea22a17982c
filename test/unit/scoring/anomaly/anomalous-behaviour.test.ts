import { describe, expect, it } from 'vitest';
import type { ViewerHour } from '#domain/viewer-hour.ts';
import { anomalyScore } from '#scoring/anomaly/anomaly-score.ts';
import { type AnomalyModel, trainModel } from '#scoring/anomaly/anomaly-model.ts';
import { createSeededRandom } from '#scoring/anomaly/seeded-random.ts';
import { viewerFeatures } from '#scoring/anomaly/viewer-features.ts';
import { viewerHourOf } from '#scoring/anomaly/viewer-hour-of.ts';
import { CATALOGUE } from '#scoring/catalogue.ts';
import { anIdentifiedEvent } from '../../../support/builders.ts';
import { aHistory, someFacts } from '../../../support/facts.ts';

const rule = CATALOGUE.find(({ key }) => key === 'anomalous-behaviour');

/** People at home: most hours are calm, and every number has a long tail. */
const evenings = (count: number): readonly ViewerHour[] => {
  const random = createSeededRandom(11);
  const upTo = (most: number): number => Math.floor(random() * (most + 1));
  const seldom = (most: number, share: number): number => (random() < share ? 1 + upTo(most) : 0);
  return Array.from({ length: count }, () => {
    const events = 40 + upTo(100) + seldom(200, 0.03);
    return {
      events,
      regions: 1 + seldom(1, 0.01),
      ipPrefixes: 1 + seldom(2, 0.1),
      devices: 1 + seldom(3, 0.1),
      sessionsTogether: 1 + seldom(3, 0.08),
      titles: 1 + seldom(5, 0.3),
      errors: seldom(20, 0.05),
      seeks: seldom(20, 0.3),
      nightEvents: random() < 0.1 ? events : 0,
    };
  });
};

const model: AnomalyModel = { version: '7', ...trainModel(evenings(4_000), 1) };

const USUAL = { events: 110, errors: 1, seeks: 6, ipPrefixes: ['a'], devices: 1, sessions: 1, titles: 2 };
type Seen = Parameters<typeof aHistory>[0];
const check = (seen: Seen, anomalyModel: AnomalyModel | null = model) => {
  const facts = someFacts({ viewer: aHistory({ ...USUAL, ...seen }) });
  return rule?.check({ ...anIdentifiedEvent(), facts, anomalyModel } as Parameters<typeof rule.check>[0]) ?? null;
};

describe('anomalous behaviour', () => {
  it('is never found before a model is trained', () => {
    expect(check({ devices: 50, sessions: 50, seeks: 500 }, null)).toBeNull();
  });

  it('is not found in a usual hour', () => {
    expect(check({})).toBeNull();
  });

  it.each<[features: readonly string[], seen: Seen]>([
    [['devices (6)', 'concurrent sessions (5)', 'IP prefixes (4)'], { devices: 6, sessions: 5, ipPrefixes: ['a', 'b', 'c', 'd'] }],
    [['regions (4)'], { regions: ['NL', 'DE', 'FR', 'BE'], ipPrefixes: ['a', 'b', 'c', 'd', 'e', 'f'], devices: 5, sessions: 4 }],
    [['error ratio (0.73)'], { errors: 66, events: 90, titles: 9, seeks: 60 }],
  ])('names what stands out: %j', (features, seen) => {
    const sighting = check(seen);
    for (const feature of features) expect(sighting?.explanation ?? '').toContain(feature);
    expect(sighting?.explanation).toContain('model 7');
    expect(Number(sighting?.observed.slice('score '.length))).toBeGreaterThan(model.threshold);
  });

  it('begins above the score of the threshold, and not at it', () => {
    const outlier: Seen = { devices: 6, sessions: 5, ipPrefixes: ['a', 'b', 'c', 'd'] };
    const viewer = aHistory({ ...USUAL, ...outlier });
    const score = anomalyScore(model.forest, viewerFeatures(viewerHourOf(viewer, anIdentifiedEvent().event)));
    expect(check(outlier, { ...model, threshold: score })).toBeNull();
    expect(check(outlier, { ...model, threshold: score - Number.EPSILON })).not.toBeNull();
  });

  it.each([
    [9, false],
    [10, true],
  ])('is told from at least 10 events: %i', (events, isFound) => {
    expect(check({ events, errors: events, devices: 6, sessions: 5, ipPrefixes: ['a', 'b', 'c', 'd'] }) !== null).toBe(isFound);
  });

  it('is rare among the hours the model learned from', () => {
    const found = evenings(4_000).filter((hour) => anomalyScore(model.forest, viewerFeatures(hour)) > model.threshold);
    expect(found.length).toBeLessThanOrEqual(20); // 0.5 %
  });
});

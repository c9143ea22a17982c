import { iso31661 } from 'iso-3166';
import { describe, expect, it } from 'vitest';
import { centroidOf } from '#scoring/geo/country-centroids.ts';
import { distanceKm } from '#scoring/geo/distance-km.ts';

/** Nobody watches television there. */
const WITHOUT_CENTROID = ['AQ', 'BV'];

describe('the middle of a country', () => {
  it('is known for every country of ISO 3166-1 with people', () => {
    expect(iso31661.map(({ alpha2 }) => alpha2).filter((code) => centroidOf(code) === null)).toEqual(WITHOUT_CENTROID);
  });

  it.each([
    ['NL', 52.2, 5.3],
    ['US', 39.5, -98.4],
    ['RU', 61.5, 96.7],
    ['FJ', -17.8, 178],
    ['NZ', -43.9, 170.5],
    ['RE', -21.1, 55.5],
  ])('of %s is within three degrees of %d, %d', (country, latitude, longitude) => {
    const centroid = centroidOf(country);
    expect(Math.abs((centroid?.latitude ?? Infinity) - latitude)).toBeLessThan(3);
    expect(Math.abs((centroid?.longitude ?? Infinity) - longitude)).toBeLessThan(3);
  });

  it('of no country is unknown', () => {
    expect(centroidOf('XX')).toBeNull();
  });
});

it.each([
  ['Paris and New York', [48.8566, 2.3522], [40.7128, -74.006], 5837],
  ['both sides of the date line', [-17, 179.5], [-17, -179.5], 106],
  ['a point and itself', [52, 5], [52, 5], 0],
  ['antipodes', [0, 0], [0, 180], 20_015],
] as const)('%s are so far apart', (_what, [latitudeA, longitudeA], [latitudeB, longitudeB], km) => {
  const distance = distanceKm({ latitude: latitudeA, longitude: longitudeA }, { latitude: latitudeB, longitude: longitudeB });
  expect(distance).toBeCloseTo(km, -1);
});

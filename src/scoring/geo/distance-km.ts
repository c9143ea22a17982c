import type { Point } from './country-centroids.ts';

/** Mean radius of the earth (IUGG), km. */
const EARTH_KM = 6371.0088;

/** The great-circle distance of two points, km, by the haversine formula (Sinnott 1984): exact to 0.5 % on the real earth. */
export const distanceKm = (a: Point, b: Point): number => {
  const [latitudeA, latitudeB] = [radians(a.latitude), radians(b.latitude)];
  const chord =
    haversine(latitudeB - latitudeA) + Math.cos(latitudeA) * Math.cos(latitudeB) * haversine(radians(b.longitude - a.longitude));
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
};

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const haversine = (angle: number): number => Math.sin(angle / 2) ** 2;

import { z } from 'zod';
import { type CountrySeen, PLACE_WINDOW_MS_MAX } from '#domain/event-facts.ts';
import { centroidOf } from '#scoring/geo/country-centroids.ts';
import { distanceKm } from '#scoring/geo/distance-km.ts';
import { durationInWords } from '#scoring/duration-in-words.ts';
import { REPEAT_AFTER_MS, type Rule, type Sighting } from '#scoring/rule.ts';

const parameters = z.strictObject({
  distanceKmMin: z.number().min(0),
  speedKmhMax: z.number().gt(0),
  windowMs: z.int().min(60_000).max(PLACE_WINDOW_MS_MAX),
});
type Parameters = z.infer<typeof parameters>;

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/**
 * An account in two countries faster than an airliner (cruising at about 900 km/h): shared or stolen. Distances are those
 * of the middles of countries, so that neighbours never fire; MITRE ATT&CK T1078 names it as a sign of stolen accounts.
 */
export const impossibleTravel: Rule<Parameters> = {
  key: 'impossible-travel',
  name: 'Impossible travel',
  description: 'The IP addresses of a viewer are in two countries further apart than a person travels in the time between.',
  category: 'ACCOUNT',
  subject: 'viewer',
  points: 45,
  parameters,
  defaults: { distanceKmMin: 300, speedKmhMax: 1_000, windowMs: PLACE_WINDOW_MS_MAX },
  windowMs: ({ windowMs }) => windowMs,
  repeatAfterMs: () => REPEAT_AFTER_MS,
  citations: [{ label: 'MITRE ATT&CK T1078: valid accounts', url: 'https://attack.mitre.org/techniques/T1078/' }],
  check: ({ event, ipCountry, facts }, limits) => {
    if (ipCountry === null || facts.viewer === null) return null;
    const seen = facts.viewer.otherCountries(limits.windowMs);
    if (seen.length === 0) return null;
    const trips = seen.map((other) => tripBetween({ country: ipCountry, at: event.occurredAt.getTime() }, other));
    const tooFast = trips.filter(({ km, kmh }) => km > limits.distanceKmMin && kmh > limits.speedKmhMax);
    return tooFast.length === 0 ? null : describe(tooFast.toSorted(byDistance), limits);
  },
};

type Trip = { readonly from: string; readonly to: string; readonly km: number; readonly kmh: number; readonly ms: number };

/** Without a known middle there is no distance. */
const tripBetween = (here: CountrySeen, there: CountrySeen): Trip => {
  const [a, b] = [centroidOf(here.country), centroidOf(there.country)];
  const km = a === null || b === null ? 0 : distanceKm(a, b);
  const ms = Math.abs(here.at - there.at);
  const [first, last] = here.at < there.at ? [here, there] : [there, here];
  return { from: first.country, to: last.country, km, kmh: km === 0 ? 0 : (km * HOUR_MS) / ms, ms };
};

const byDistance = (a: Trip, b: Trip): number => b.km - a.km || (a.from < b.from ? -1 : 1);

const describe = (trips: readonly Trip[], { speedKmhMax }: Parameters): Sighting | null => {
  const [trip] = trips;
  if (trip === undefined) return null;
  const { from, to, km, kmh, ms } = trip;
  const time = ms < MINUTE_MS ? 'less than a minute' : durationInWords(Math.floor(ms / MINUTE_MS) * MINUTE_MS);
  return {
    observed: Number.isFinite(kmh) ? `${Math.round(kmh)} km/h` : 'at once',
    threshold: `${speedKmhMax} km/h`,
    explanation: `Seen in ${from} and ${to}, about ${Math.round(km)} km apart, within ${time}; faster than ${speedKmhMax} km/h suggests a shared or stolen account.`,
  };
};

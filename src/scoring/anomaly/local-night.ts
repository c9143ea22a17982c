/** How far a region's standard time is ahead of UTC, in minutes; 0 for a region nobody knows. */
export const utcOffsetMinutes = (region: string): number => {
  const country = region.slice(0, 2);
  const known = OFFSETS.get(country);
  if (known !== undefined) return known;
  const offset = medianOffset(country);
  if (OFFSETS.size < COUNTRIES_MAX) OFFSETS.set(country, offset);
  return offset;
};

/** Minutes since local midnight. */
export const localMinuteOfDay = (at: Date, region: string): number => {
  const minutes = Math.floor(at.getTime() / MINUTE_MS) + utcOffsetMinutes(region);
  return ((minutes % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
};

/** Night is from midnight to six. */
export const NIGHT_MINUTES = 360;

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
/** Two letters make no more. */
const COUNTRIES_MAX = 676;
const OFFSETS = new Map<string, number>();
/** A winter's day, so that summer time plays no part north of the equator: an hour more or less makes no night. */
const STANDARD_TIME = new Date('2026-01-15T12:00:00Z');

/** Of countries with several time zones the middle one, so that a place is at most a few hours off. */
const medianOffset = (country: string): number => {
  const offsets = timeZonesOf(country)
    .map(offsetOf)
    .toSorted((a, b) => a - b);
  return offsets[Math.floor(offsets.length / 2)] ?? 0;
};

/** From the Unicode CLDR that Node carries; TypeScript does not know the method yet. */
const timeZonesOf = (country: string): readonly string[] => {
  if (!/^[A-Z]{2}$/.test(country)) return [];
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?: () => readonly string[] | undefined };
  return locale.getTimeZones?.() ?? [];
};

const offsetOf = (timeZone: string): number => {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(STANDARD_TIME);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const { sign = '+', hours = '0', minutes = '0' } = /GMT(?<sign>[+-])(?<hours>\d+):(?<minutes>\d+)/.exec(name)?.groups ?? {};
  return (sign === '-' ? -1 : 1) * (60 * Number(hours) + Number(minutes));
};

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

const DURATION = /^P(?=[\dT])(?:(\d+)W|(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?)$/;
const UNITS_MS = [WEEK_MS, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS] as const;

/** An ISO 8601 duration in milliseconds; null for what is none, and for years and months, which are not all equally long. */
export const readDuration = (text: string): number | null => {
  const parts = DURATION.exec(text)?.slice(1);
  return parts === undefined ? null : Math.round(UNITS_MS.reduce((sum, unit, i) => sum + Number(parts[i] ?? 0) * unit, 0));
};

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

/** Whole milliseconds as an ISO 8601 duration in hours, minutes and seconds: 90 500 is `PT1M30.5S`, 0 is `PT0S`. A day is `PT24H`: calendars have no say. */
export const isoDuration = (durationMs: number): string => {
  const hours = Math.floor(durationMs / HOUR_MS);
  const minutes = Math.floor((durationMs % HOUR_MS) / MINUTE_MS);
  const seconds = (durationMs % MINUTE_MS) / SECOND_MS;
  const parts = [hours && `${hours}H`, minutes && `${minutes}M`, seconds && `${seconds}S`].filter(Boolean);
  return parts.length === 0 ? 'PT0S' : `PT${parts.join('')}`;
};

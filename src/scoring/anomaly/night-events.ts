import { NIGHT_MINUTES, localMinuteOfDay } from './local-night.ts';

/** Events between midnight and six of the region, of an hour told in quarters. */
export const nightEventsOf = ({ hour, region, quarters }: QuarteredHour): number =>
  quarters.reduce((sum, events, quarter) => sum + (isNight(hour, region, quarter) ? events : 0), 0);

type QuarteredHour = { readonly hour: Date; readonly region: string; readonly quarters: readonly number[] };

const QUARTER_MS = 900_000;

/** Offsets of time zones are whole quarters of an hour. */
const isNight = (hour: Date, region: string, quarter: number): boolean =>
  localMinuteOfDay(new Date(hour.getTime() + quarter * QUARTER_MS), region) < NIGHT_MINUTES;

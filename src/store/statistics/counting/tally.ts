import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Booking } from '#domain/sessions/fold-session.ts';
import type { Setting } from '#domain/sessions/session-event.ts';
import { latencyBucket } from '#store/statistics/latency-bucket.ts';
import {
  bucketOf,
  HOUR_MS,
  type Facet,
  GRAINS,
  type Grain,
  MEASURE_NAMES,
  type Measures,
  noMeasures,
  ROLLUP_NAMES,
  type RollupName,
  rollupOf,
} from '#store/statistics/rollup.ts';
import { type Mark, markOf } from '#store/statistics/unique-sketch.ts';
import type { CountedEvent } from './counted-event.ts';

/** What is added to one row of the rollups. */
export type Addition = {
  readonly rollup: RollupName;
  readonly grain: Grain;
  readonly bucketMs: number;
  readonly keys: readonly [string, string];
  readonly measures: Measures;
  readonly viewers: Mark[];
  readonly devices: Mark[];
};

/** Adds up events, stretches of playback and alerts. */
export type Tally = {
  addEvent(event: CountedEvent): void;
  /** Takes it back with `factor` -1. */
  addBooking(booking: Booking, factor?: 1 | -1): void;
  addAlert(alert: { readonly at: number; readonly region: string; readonly level: string }): void;
  /** Every row that something is added to, of all grains; others have their turn while they are added up. */
  additions(): Promise<readonly Addition[]>;
};

/** Facets every event and every stretch of playback has. */
const SETTING_FACETS: Readonly<Partial<Record<Facet, (setting: Setting) => string>>> = {
  REGION: ({ region }) => region,
  CONTENT: ({ contentId }) => contentId,
  SOURCE: ({ source }) => source,
  SUBSCRIPTION_PLAN: ({ subscriptionPlan }) => subscriptionPlan,
  DEVICE_TYPE: ({ deviceType }) => deviceType,
  APP_VERSION: ({ appVersion }) => appVersion,
  NETWORK_TYPE: ({ networkType }) => networkType,
};

/** The value of a facet, where it is one of the setting. */
export const settingFacet = (facet: Facet): ((setting: Setting) => string) | undefined => SETTING_FACETS[facet];

const EVENT_FACETS: Readonly<Partial<Record<Facet, (event: CountedEvent) => string>>> = {
  EVENT_TYPE: ({ eventType }) => eventType,
  ERROR_CODE: ({ errorCode }) => errorCode,
  LEVEL: ({ level }) => level,
};

type KeyOf<Of> = (of: Of) => string;
type KeyedRollup<Of> = { readonly rollup: RollupName; readonly hasUniques: boolean; readonly keys: readonly [KeyOf<Of>, KeyOf<Of>] };
const NO_KEY = (): string => '';

const keyed = <Of>(find: (facet: Facet) => KeyOf<Of> | undefined): readonly KeyedRollup<Of>[] =>
  ROLLUP_NAMES.flatMap((rollup) => {
    const { facets, registers } = rollupOf(rollup);
    const keys = facets.map(find);
    const [first = NO_KEY, second = NO_KEY] = keys;
    return keys.every((key) => key !== undefined) ? [{ rollup, hasUniques: registers > 0, keys: [first, second] as const }] : [];
  });

const ofSetting = (facet: Facet): KeyOf<CountedEvent> | undefined => {
  const value = SETTING_FACETS[facet];
  return value === undefined ? undefined : ({ setting }) => value(setting);
};
const BY_SETTING = keyed<Setting>((facet) => SETTING_FACETS[facet]);
const BY_EVENT = keyed<CountedEvent>((facet) => EVENT_FACETS[facet] ?? ofSetting(facet)).filter(({ rollup }) => rollup !== 'REGION_ERROR');

/** A tally of nothing yet. Minutes that are no longer kept at `now` are left out of what it adds. */
export const createTally = (now: Date): Tally => {
  const minutes = new Map<string, Addition>();
  const marks = new Map<string, Mark>();
  const mark = (id: string): Mark => marks.get(id) ?? remember(marks, id);
  // oxlint-disable-next-line max-params -- the parts of a row's key, asked a dozen times for every event: an object a call would cost more than the count
  const row: RowOf = (rollup: RollupName, bucketMs: number, first: string, second = ''): Addition => {
    const id = `${rollup}\0${bucketMs}\0${first}\0${second}`;
    return minutes.get(id) ?? newRow(minutes, id, { rollup, grain: 'MINUTE', bucketMs, keys: [first, second] });
  };
  return {
    addEvent(event) {
      const minute = bucketOf('MINUTE', event.at);
      for (const { rollup, hasUniques, keys } of BY_EVENT) {
        const found = row(rollup, minute, keys[0](event), keys[1](event));
        addCounts(found.measures, event);
        if (!hasUniques) continue;
        if (event.viewerId !== null) found.viewers.push(mark(event.viewerId));
        if (event.deviceId !== null) found.devices.push(mark(event.deviceId));
      }
      addFindings(row, event, minute);
    },
    addBooking(booking, factor = 1) {
      const minute = bucketOf('MINUTE', booking.at);
      for (const { rollup, keys } of BY_SETTING) {
        addStretch(row(rollup, minute, keys[0](booking.setting), keys[1](booking.setting)).measures, booking, factor);
      }
    },
    addAlert({ at, region, level }) {
      const minute = bucketOf('MINUTE', at);
      for (const found of [row('ALL', minute, ''), row('REGION', minute, region), row('REGION_LEVEL', minute, region, level)])
        found.measures.alerts += 1;
    },
    additions: async () => [...minutes.values().filter(isKeptAt(now)), ...(await rolledUp(minutes.values()))].filter(isSomething),
  };
};

const isKeptAt =
  (now: Date) =>
  ({ rollup, bucketMs }: Addition): boolean =>
    now.getTime() - bucketMs <= rollupOf(rollup).minutesKeptMs + HOUR_MS;

/** Stretches that were booked again as they were add nothing. */
const isSomething = ({ measures }: Addition): boolean => MEASURE_NAMES.some((name) => measures[name] !== 0);

const remember = (marks: Map<string, Mark>, id: string): Mark => {
  const mark = markOf(id);
  marks.set(id, mark);
  return mark;
};

const newRow = (rows: Map<string, Addition>, id: string, place: Pick<Addition, 'rollup' | 'grain' | 'bucketMs' | 'keys'>): Addition => {
  const made: Addition = { ...place, measures: noMeasures(), viewers: [], devices: [] };
  rows.set(id, made);
  return made;
};

const addCounts = (measures: Measures, { eventType, score }: CountedEvent): void => {
  measures.events += 1;
  measures.score += score;
  if (eventType === 'PLAY') measures.plays += 1;
  if (eventType === 'ERROR') measures.errors += 1;
};

// oxlint-disable-next-line max-params -- as above
type RowOf = (rollup: RollupName, bucketMs: number, first: string, second?: string) => Addition;

/** What only some events have: an error, findings, and how long it took, which is counted when it was stored. */
const addFindings = (row: RowOf, event: CountedEvent, minute: number): void => {
  const { region } = event.setting;
  if (event.eventType === 'ERROR') addCounts(row('REGION_ERROR', minute, region, event.errorCode).measures, event);
  for (const { ruleKey, category, regulations, error } of event.findings) {
    if (error !== null) continue;
    row('REGION_RULE', minute, region, ruleKey).measures.events += 1;
    row('REGION_CATEGORY', minute, region, category).measures.events += 1;
    for (const regulation of regulations) row('REGION_LAW', minute, region, regulation).measures.events += 1;
  }
  for (const ruleKey of event.shadowRules) row('REGION_SHADOW', minute, region, ruleKey).measures.events += 1;
  const latency = latencyBucket(event.storedAt - event.receivedAt);
  row('LATENCY', bucketOf('MINUTE', event.storedAt), `${latency}`).measures.events += 1;
};

const addStretch = (measures: Measures, { watchMs, rebufferMs, attempts, startFailures }: Booking, factor: 1 | -1): void => {
  measures.watchMs += factor * watchMs;
  measures.rebufferMs += factor * rebufferMs;
  measures.attempts += factor * attempts;
  measures.startFailures += factor * startFailures;
};

/** Rows that are added up before others have their turn. */
const ROWS_OF_TURN = 5_000;

/** The hours and days of the minutes. */
const rolledUp = async (minutes: Iterable<Addition>): Promise<readonly Addition[]> => {
  const rows = new Map<string, Addition>();
  let count = 0;
  for (const minute of minutes) {
    if (++count % ROWS_OF_TURN === 0) await nextTurn();
    for (const grain of GRAINS) {
      if (grain === 'MINUTE') continue;
      const bucketMs = bucketOf(grain, minute.bucketMs);
      const id = `${grain}\0${minute.rollup}\0${bucketMs}\0${minute.keys.join('\0')}`;
      addTo(rows.get(id) ?? newRow(rows, id, { rollup: minute.rollup, grain, bucketMs, keys: minute.keys }), minute);
    }
  }
  return [...rows.values()];
};

const addTo = (sum: Addition, { measures, viewers, devices }: Addition): void => {
  for (const name of MEASURE_NAMES) sum.measures[name] += measures[name];
  for (const mark of viewers) sum.viewers.push(mark);
  for (const mark of devices) sum.devices.push(mark);
};

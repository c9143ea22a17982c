import type { AssessedEvent } from '#domain/assessed-event.ts';
import { isPlaybackError } from '#domain/playback-event.ts';
import { latencyBucket } from './latency-bucket.ts';
import { HOUR_MS, MINUTE_MS, type RollupDimension, type RollupGrain } from './rollup-dimension.ts';

/** What a batch adds to one rollup row. */
export type RollupDelta = {
  readonly dimension: RollupDimension;
  readonly grain: RollupGrain;
  readonly bucketMs: number;
  readonly key: string;
  readonly events: number;
  readonly plays: number;
  readonly errors: number;
};

/** What newly stored events add to the statistics, one delta a row, in the order rows are locked in. */
export const rollupDeltas = (events: readonly AssessedEvent[], storedAt: Date): readonly RollupDelta[] => {
  const minutes = new Map<string, Tally>();
  for (const event of events) countEvent(minutes, event, storedAt);
  return [...minutes.values(), ...hours(minutes.values())].toSorted(byRow);
};

type Tally = {
  dimension: RollupDimension;
  grain: RollupGrain;
  bucketMs: number;
  key: string;
  events: number;
  plays: number;
  errors: number;
};

const countEvent = (tallies: Map<string, Tally>, { identified, assessment }: AssessedEvent, storedAt: Date): void => {
  const { event } = identified;
  const minute = floorTo(MINUTE_MS, event.occurredAt.getTime());
  const all = tally(tallies, 'ALL', minute, '');
  all.events += 1;
  if (event.eventType === 'PLAY') all.plays += 1;
  if (isPlaybackError(event)) all.errors += 1;
  tally(tallies, 'LEVEL', minute, assessment.level).events += 1;
  for (const { ruleKey, category, error } of assessment.findings) {
    if (error !== null) continue;
    tally(tallies, 'RULE', minute, ruleKey).events += 1;
    tally(tallies, 'CATEGORY', minute, category).events += 1;
  }
  for (const ruleKey of assessment.shadowRules) tally(tallies, 'SHADOW_RULE', minute, ruleKey).events += 1;
  const latency = latencyBucket(storedAt.getTime() - event.receivedAt.getTime());
  tally(tallies, 'LATENCY', floorTo(MINUTE_MS, storedAt.getTime()), `${latency}`).events += 1;
};

// oxlint-disable-next-line max-params -- the parts of the key, called for every event: an object a call would cost more than the count
const tally = (tallies: Map<string, Tally>, dimension: RollupDimension, bucketMs: number, key: string): Tally => {
  const id = `${dimension}${bucketMs}${key}`;
  const found = tallies.get(id);
  if (found) return found;
  const made: Tally = { dimension, grain: 'MINUTE', bucketMs, key, events: 0, plays: 0, errors: 0 };
  tallies.set(id, made);
  return made;
};

const hours = (minutes: Iterable<Tally>): readonly Tally[] => {
  const tallies = new Map<string, Tally>();
  for (const minute of minutes) {
    const hour = tally(tallies, minute.dimension, floorTo(HOUR_MS, minute.bucketMs), minute.key);
    hour.grain = 'HOUR';
    hour.events += minute.events;
    hour.plays += minute.plays;
    hour.errors += minute.errors;
  }
  return [...tallies.values()];
};

const floorTo = (widthMs: number, ms: number): number => ms - (ms % widthMs);
const rowOrder = (row: RollupDelta): string => `${row.dimension}|${row.grain}|${row.bucketMs}|${row.key}`;
const byRow = (a: RollupDelta, b: RollupDelta): number => (rowOrder(a) < rowOrder(b) ? -1 : 1);

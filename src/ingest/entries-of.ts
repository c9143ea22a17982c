import { encodeEventBatch, type EventBatch } from '#domain/event-batch.ts';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import { shardOf } from '#domain/shard.ts';
import type { NewEntry } from '#stream/event-stream.ts';

/** The stream entries of a batch, one for each shard its events' subjects fall on. */
export const entriesOf = (batch: EventBatch, shards: number): readonly NewEntry[] => {
  if (shards === 1) return [toEntry(0, batch)];
  const byShard = Map.groupBy(batch.events, (event) => shardOf(subjectOf(event), shards));
  return Array.from(byShard, ([shard, events]) => toEntry(shard, { ...batch, events }));
};

/** Whose history an event belongs to: events of one viewer stay in order. */
const subjectOf = ({ userId, deviceId, contentId, eventId }: PlaybackEvent): string => userId ?? deviceId ?? contentId ?? eventId;

const toEntry = (shard: number, batch: EventBatch): NewEntry => ({
  shard,
  payload: encodeEventBatch(batch),
  eventCount: batch.events.length,
});

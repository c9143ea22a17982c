import type { Delivery } from './event-stream.ts';

/** An entry as Redis replies it; null fields (or no entry at all) stand for one deleted while it was pending. */
export type RawEntry = readonly [id: string, fields: readonly string[] | null] | null;

/** Entries of one shard as deliveries; deleted ones are left out. Stream ids repeat between shards, so an entry id begins with its shard. */
export const toDeliveries = (shard: number, entries: readonly RawEntry[]): readonly Delivery[] =>
  entries.flatMap((entry) => {
    if (entry === null || entry[1] === null) return [];
    const [id, fields] = entry;
    return [{ entryId: `${shard}:${id}`, shard, payload: fieldOf(fields, 'p'), eventCount: Number(fieldOf(fields, 'n')) || 0 }];
  });

/** The stream id in an entry id, or null when it is none of that shard's. */
export const streamIdOf = ({ shard, entryId }: Pick<Delivery, 'shard' | 'entryId'>): string | null => {
  const [ownShard, id] = entryId.split(':');
  return ownShard === `${shard}` && id !== undefined && STREAM_ID.test(id) ? id : null;
};

const STREAM_ID = /^\d{1,19}-\d{1,19}$/;

/** A field that is not there reads as empty: whoever decodes the payload says what is wrong with it. */
const fieldOf = (fields: readonly string[], name: string): string => fields[fields.indexOf(name) + 1] ?? '';

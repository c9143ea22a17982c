import type { PlaybackEvent } from '#domain/playback-event.ts';
import type { NewEntry } from '#stream/event-stream.ts';
import { appendEntries, type AppendNeeds } from './append-entries.ts';
import type { Overloaded } from './backlog-gate.ts';
import { entriesOf } from './entries-of.ts';
import { SINGLES_BYTES_PER_APPEND_MAX, SINGLES_PER_APPEND_MAX, SINGLES_WAITING_MAX } from './ingest-limits.ts';

/** Appends one event: null when it is in, else the answer of a stream that has no room. Throws `AcceptanceUnknown`. */
export type AppendTogether = (event: PlaybackEvent) => Promise<Overloaded | null>;

/** Events given in the same tick, or while an append is under way, go into one append: an entry for each source and shard. */
export const createAppendTogether = (needs: AppendNeeds): AppendTogether => {
  const waiting: Waiting[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      // oxlint-disable-next-line no-await-in-loop -- what arrives meanwhile is the next group
      await appendGroup(needs, waiting.splice(0, groupSize(waiting)));
    }
    isRunning = false;
  }

  return function appendTogether(event) {
    if (waiting.length >= SINGLES_WAITING_MAX) return Promise.resolve(needs.gate.refuse());
    const { promise, resolve, reject } = Promise.withResolvers<Overloaded | null>();
    waiting.push({ event, bytes: Buffer.byteLength(JSON.stringify(event)), resolve, reject });
    if (!isRunning) setImmediate(() => void run());
    isRunning = true;
    return promise;
  };
};

type Waiting = {
  readonly event: PlaybackEvent;
  /** As JSON with names, which is more than the entry needs. */
  readonly bytes: number;
  readonly resolve: (answer: Overloaded | null) => void;
  readonly reject: (error: unknown) => void;
};

/** How many of those that wait go next: at least one. */
const groupSize = (waiting: readonly Waiting[]): number => {
  let bytes = 0;
  const size = waiting.findIndex((one, i) => {
    bytes += one.bytes;
    return i >= SINGLES_PER_APPEND_MAX || bytes > SINGLES_BYTES_PER_APPEND_MAX;
  });
  return size === -1 ? waiting.length : Math.max(1, size);
};

/** Never rejects: the outcome, whatever it is, goes to those who wait. */
const appendGroup = async (needs: AppendNeeds, group: readonly Waiting[]): Promise<void> => {
  try {
    const answer = await appendEntries(needs, groupEntries(group, needs.stream.shards));
    for (const { resolve } of group) resolve(answer);
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
};

/** An entry has one `receivedAt`: that of its last event. */
const groupEntries = (group: readonly Waiting[], shards: number): readonly NewEntry[] =>
  Array.from(
    Map.groupBy(
      group.map(({ event }) => event),
      ({ source }) => source,
    ),
  ).flatMap(([source, events]) => entriesOf({ source, receivedAt: events.at(-1)?.receivedAt ?? new Date(), events }, shards));

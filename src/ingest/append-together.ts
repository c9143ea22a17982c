import type { PlaybackEvent } from '#domain/playback-event.ts';
import { createAskTogether } from '#runtime/ask-together.ts';
import type { NewEntry } from '#stream/event-stream.ts';
import { appendEntries, type AppendNeeds } from './append-entries.ts';
import type { Overloaded } from './backlog-gate.ts';
import { entriesOf } from './entries-of.ts';
import { SINGLES_BYTES_PER_APPEND_MAX, SINGLES_PER_APPEND_MAX, SINGLES_WAITING_MAX } from './ingest-limits.ts';

/** Appends one event: null when it is in, else the answer of a stream that has no room. Throws `AcceptanceUnknown`. */
export type AppendTogether = (event: PlaybackEvent) => Promise<Overloaded | null>;

/** Events given in the same tick, or while an append is under way, go into one append: an entry for each source and shard. */
export const createAppendTogether = (needs: AppendNeeds): AppendTogether => {
  const append = createAskTogether<Single, Overloaded | null>({
    call: async (group) => {
      const answer = await appendEntries(needs, groupEntries(group, needs.stream.shards));
      return group.map(() => answer);
    },
    groupSize,
    waitingMax: SINGLES_WAITING_MAX,
  });
  return function appendTogether(event) {
    return append({ event, bytes: Buffer.byteLength(JSON.stringify(event)) }) ?? Promise.resolve(needs.gate.refuse());
  };
};

type Single = {
  readonly event: PlaybackEvent;
  /** As JSON with names, which is more than the entry needs. */
  readonly bytes: number;
};

/** How many of those that wait go next, within the bytes of one append. */
const groupSize = (waiting: readonly { readonly question: Single }[]): number => {
  let bytes = 0;
  const size = waiting.findIndex(({ question }, i) => {
    bytes += question.bytes;
    return i >= SINGLES_PER_APPEND_MAX || bytes > SINGLES_BYTES_PER_APPEND_MAX;
  });
  return size === -1 ? waiting.length : size;
};

/** An entry has one `receivedAt`: that of its last event. */
const groupEntries = (group: readonly Single[], shards: number): readonly NewEntry[] =>
  Array.from(
    Map.groupBy(
      group.map(({ event }) => event),
      ({ source }) => source,
    ),
  ).flatMap(([source, events]) => entriesOf({ source, receivedAt: events.at(-1)?.receivedAt ?? new Date(), events }, shards));

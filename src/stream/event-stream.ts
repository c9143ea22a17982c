/** What survives a crash once an append has been answered. */
export type Durability = 'MEMORY' | 'LOG_EVERY_SECOND' | 'LOG_ALWAYS' | 'DATABASE_UNSYNCED' | 'DATABASE';

/** One append: the accepted events of one source that share a shard, encoded. */
export type NewEntry = { readonly shard: number; readonly payload: string; readonly eventCount: number };

/** One reading of one entry. The same entry may be delivered again, here or elsewhere, until it is acknowledged. */
export type Delivery = NewEntry & { readonly entryId: string };

/** One reader of the consumer group. */
export type ConsumerStatus = { readonly name: string; readonly pendingEntries: number; readonly idleMs: number };

/** How much waits. */
export type StreamStatus = {
  /** Entries in the stream, read or not. */
  readonly entries: number;
  /** Events in those entries: accepted and not yet stored. */
  readonly waitingEvents: number;
  /** Entries read and not yet acknowledged. */
  readonly pendingEntries: number;
  /** Age of the oldest entry, 0 when empty. */
  readonly lagMs: number;
  readonly consumers: readonly ConsumerStatus[];
};

/** An append-only log read by one consumer group: at least once, acknowledged entry by entry, never trimmed. */
export type EventStream = {
  /** What an answered append has already survived; read from the server's own settings. */
  readonly durability: Durability;
  readonly shards: number;
  /** Appends all entries in one round trip; throws `StreamFull` when the server is out of memory, `StreamUnavailable` when it cannot be reached. */
  append(entries: readonly NewEntry[]): Promise<void>;
  /**
   * Up to about `eventLimit` events in whole entries, entries abandoned by another reader first; waits up to `waitMs`
   * for the first and answers an empty list when none came or `signal` fired.
   */
  read(request: {
    readonly reader: string;
    readonly eventLimit: number;
    readonly waitMs: number;
    readonly signal: AbortSignal;
  }): Promise<readonly Delivery[]>;
  /** Acknowledges and deletes together; unknown entries are ignored. */
  acknowledge(deliveries: readonly Delivery[]): Promise<void>;
  /** Events waiting as last known without a round trip: every append refreshes it, and a poll at most once a second. */
  waitingEvents(): number;
  status(): Promise<StreamStatus>;
} & AsyncDisposable;

/** The stream has no room: nothing was appended. */
export class StreamFull extends Error {
  override readonly name = 'StreamFull';
}

/** The stream cannot be reached: whether the entry was appended is unknown; sending the same events again is safe. */
export class StreamUnavailable extends Error {
  override readonly name = 'StreamUnavailable';
}

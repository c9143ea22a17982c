import { type EventStream, type NewEntry, StreamFull, StreamUnavailable } from '#stream/event-stream.ts';
import { AcceptanceUnknown } from './acceptance-unknown.ts';
import type { BacklogGate, Overloaded } from './backlog-gate.ts';

export type AppendNeeds = { readonly stream: EventStream; readonly gate: BacklogGate };

/** Appends entries in one call: null when they are in, else the answer of a stream that has no room. Throws `AcceptanceUnknown`. */
export const appendEntries = async ({ stream, gate }: AppendNeeds, entries: readonly NewEntry[]): Promise<Overloaded | null> => {
  try {
    await stream.append(entries);
    return null;
  } catch (error) {
    if (error instanceof StreamFull) return gate.refuse();
    throw error instanceof StreamUnavailable ? new AcceptanceUnknown('the stream did not answer', { cause: error }) : error;
  }
};

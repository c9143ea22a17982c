import type { SimulatedEvent } from '#simulator/simulated-event.ts';

/** A short story, sent as one batch, and every rule that must fire in it, in which of its events; none else may. */
export type ProofCase = {
  readonly name: string;
  /** The title of all its events, which nobody else watches: by it the findings are read back. */
  readonly contentId: string;
  readonly expected: readonly string[];
  /** The events in which each of them fires. */
  readonly firing: readonly SimulatedEvent[];
  /** Rules that look back and cannot be asked about an event of the case, because it comes too late for them. */
  readonly skipped: readonly string[];
  readonly events: readonly SimulatedEvent[];
};

/** What differs from a quiet event. */
export type Told = Partial<SimulatedEvent> & { /** After the beginning of the case; before it when negative. */ readonly ms?: number };

/** Preferences as `setPrivacyPreferences` takes them. */
export type Asked = { readonly doNotTrack?: boolean; readonly saleOptOut?: boolean; readonly deletionRequested?: boolean };

/** A case as it is written: what it is about, what it must cause, and its events. */
export type ProofStory = {
  readonly name: string;
  readonly expected: readonly string[];
  /** From which of its events on they fire, from 0; unless told, in the last one alone. */
  readonly firesFrom?: number;
  /** Rules for which its events come too late; none unless told. */
  readonly skipped?: readonly string[];
  /** What the viewer asks for before anything is sent: the case then begins at that moment. */
  readonly asks?: Asked;
  readonly told: readonly Told[];
};

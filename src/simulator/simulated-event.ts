import type { ConsentSignalsInput } from '#client/generated/graphql.ts';
import type { PlaybackEventType, PlaybackReport } from '#domain/playback-event.ts';

/** A playback event as the public API takes it (`PlaybackEventInput`); what is absent was not known to the player. */
export type SimulatedEvent = { readonly [Field in keyof Omit<PlaybackReport, 'consent'>]?: PlaybackReport[Field] } & {
  readonly consent?: ConsentSignalsInput;
  readonly eventId: string;
  readonly eventType: PlaybackEventType;
  readonly region: string;
  /** RFC 3339. */
  readonly timestamp: string;
  readonly isEu: boolean;
};

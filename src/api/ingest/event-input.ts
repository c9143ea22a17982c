import { builder } from '#api/builder.ts';
import { PlaybackEventInput } from '#api/playback/playback-event-input.ts';

/** An event of any kind: the key that is given is the kind. */
export const EventInput = builder.inputType('EventInput', {
  description: 'One event: exactly one key is given, and that key is the kind of the event.',
  isOneOf: true,
  fields: (t) => ({
    playback: t.field({ type: PlaybackEventInput, description: 'Something happened in a player.' }),
  }),
});

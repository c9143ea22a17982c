import { enumOf } from '#api/common/enum-of.ts';
import type { DeviceType as Value } from '#domain/playback-event.ts';

/** What a player runs on. */
export const DeviceType = enumOf<Value>('DeviceType', 'What the player runs on.', {
  SMART_TV: 'A television with apps of its own.',
  SET_TOP_BOX: 'A box of an operator beside the television.',
  STREAMING_STICK: 'A stick or dongle in the television.',
  GAME_CONSOLE: 'A console that is made for games.',
  MOBILE: 'A mobile phone.',
  TABLET: 'A tablet computer.',
  DESKTOP: 'A computer, in an app or a browser.',
  OTHER: 'Anything that is none of these.',
});

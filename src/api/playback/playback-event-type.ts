import { enumOf } from '#api/common/enum-of.ts';
import type { PlaybackEventType as Value } from '#domain/playback-event.ts';

/** What happened in a player. */
export const PlaybackEventType = enumOf<Value>('PlaybackEventType', 'What happened in a player, or in the account behind it.', {
  PLAY: 'The viewer asked for playback to start; counted as a play.',
  PLAYING: 'The first frame was shown, or playback went on after waiting.',
  PAUSE: 'The viewer paused.',
  RESUME: 'The viewer went on after a pause.',
  SEEK: 'The viewer jumped to another position.',
  STOP: 'Playback ended, by the viewer or at the end of the title.',
  HEARTBEAT: 'Sent at intervals while playback goes on.',
  BUFFER_START: 'Playback stalled to load data.',
  BUFFER_END: 'Playback went on after a stall.',
  BITRATE_CHANGE: 'The player switched to another quality.',
  AD_START: 'An advertisement began.',
  AD_END: 'An advertisement ended.',
  ERROR: 'Playback failed; counted as an error. `errorCode` says how.',
  LOGIN: 'The viewer signed in.',
  LOGIN_FAILED: 'An attempt to sign in failed.',
  LOGOUT: 'The viewer signed out.',
  TOKEN_REFRESH_FAILED: 'A session could not be renewed.',
  PURCHASE: 'The viewer bought or rented something.',
  DOWNLOAD: 'A title was stored on the device for later.',
});

import { enumOf } from '#api/common/enum-of.ts';
import type { NetworkType as Value } from '#domain/playback-event.ts';

/** How a device was connected. */
export const NetworkType = enumOf<Value>('NetworkType', 'How the device was connected.', {
  ETHERNET: 'Connected by cable.',
  WIFI: 'Connected by wireless LAN.',
  CELLULAR: 'Connected by a mobile network.',
  UNKNOWN: 'The player cannot tell.',
});

import { builder } from '#api/builder.ts';
import { DeviceType } from '#api/playback/device-type.ts';
import { DEVICE_TYPES, type DeviceType as Value } from '#domain/playback-event.ts';
import type { Parts } from '#store/statistics/statistics-reader.ts';
import { shareOf } from './shares-args.ts';

type DeviceShareShape = { readonly deviceType: Value; readonly events: number; readonly share: number };

/** How much of what happens in a region happens on one kind of device. */
export const DeviceShare = builder.objectRef<DeviceShareShape>('DeviceShare').implement({
  authScopes: { scope: 'STATS_READ' },
  description: 'How much of what happens in a region happens on one kind of device.',
  fields: (t) => ({
    deviceType: t.expose('deviceType', {
      type: DeviceType,
      description: 'What the player ran on.',
    }),
    events: t.expose('events', { type: 'SafeInt', description: 'Events of the region from such devices.' }),
    share: t.exposeFloat('share', {
      description: 'Events from such devices / all events of the region, those that do not say what the player ran on included; 0 to 1.',
    }),
  }),
});

/** Parts as shares of all events; events that do not say what the player ran on are part of the whole alone. */
export const deviceShares = ({ parts, events: all }: Parts): readonly DeviceShareShape[] =>
  parts.flatMap(({ key, events }) => {
    const deviceType = DEVICE_TYPES.find((type) => type === key);
    return deviceType === undefined ? [] : [{ deviceType, events, share: shareOf(events, all) }];
  });

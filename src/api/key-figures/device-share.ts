import { builder } from '#api/builder.ts';
import { DeviceType } from '#api/playback/device-type.ts';
import { DEVICE_TYPES, type DeviceType as Value } from '#domain/playback-event.ts';
import type { Parts } from '#store/statistics/statistics-reader.ts';
import { shareOf } from './shares-args.ts';

type DeviceShareShape = { readonly deviceType: Value | null; readonly events: number; readonly share: number };

/** How much of what happens in a region happens on one kind of device. */
export const DeviceShare = builder.objectRef<DeviceShareShape>('DeviceShare').implement({
  description: 'How much of what happens in a region happens on one kind of device.',
  fields: (t) => ({
    deviceType: t.expose('deviceType', {
      type: DeviceType,
      nullable: true,
      description: 'What the player ran on; null for events that do not say.',
    }),
    events: t.expose('events', { type: 'SafeInt', description: 'Events of the region from such devices.' }),
    share: t.exposeFloat('share', { description: 'Events from such devices / all events of the region, 0 to 1.' }),
  }),
});

/** Parts as shares of all events. */
export const deviceShares = ({ parts, events: all }: Parts): readonly DeviceShareShape[] =>
  parts.map(({ key, events }) => ({
    deviceType: DEVICE_TYPES.find((type) => type === key) ?? null,
    events,
    share: shareOf(events, all),
  }));

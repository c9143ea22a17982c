import { builder } from '#api/builder.ts';
import { Device } from '#api/type-refs.ts';
import { EventConnection } from './event-connection.ts';
import { ownedEventsArgs } from '#api/owned-events/owned-events-args.ts';
import { readOwnedEvents } from '#api/owned-events/read-owned-events.ts';
import { findSubject } from './find-subject.ts';
import { isPseudonym } from './is-pseudonym.ts';

builder.node(Device, {
  authScopes: { scope: 'EVENTS_READ' },
  description: 'What somebody watches on, known by a random pseudonym: the same deviceId always gives the same one.',
  id: { resolve: ({ id }) => id },
  loadOne: (id, { loaders }) => (isPseudonym(id) ? loaders.deviceById.load(id) : null),
  fields: (t) => ({
    pseudonym: t.exposeID('id', { description: 'Random UUID that stands for the deviceId; nothing leads back from it without the key.' }),
    events: t.field({
      type: EventConnection,
      authScopes: { scope: 'EVENTS_READ' }, // nullable, as of a viewer
      description: 'Stored events of this device, the newest first, of any age unless the filter names a range.',
      args: ownedEventsArgs,
      resolve: ({ id }, args, context) => readOwnedEvents(context, { field: 'device', id }, args),
    }),
  }),
});

builder.queryField('device', (t) =>
  t.field({
    type: Device,
    nullable: true,
    description: 'The device with this id; null when none with it was ever seen.',
    args: { deviceId: t.arg.id({ required: true, description: 'The id that clients send with events.' }) },
    resolve: (_root, { deviceId }, context) => findSubject(context, 'DEVICE', deviceId),
  }),
);

import { builder } from '#api/builder.ts';
import { Device } from '#api/type-refs.ts';
import { oneOf } from '#domain/conditions/condition.ts';
import { EventConnection } from './event-connection.ts';
import { eventsOfOneArgs } from './events-of-one-args.ts';
import { findSubject } from './find-subject.ts';
import { isPseudonym } from './is-pseudonym.ts';
import { readEvents } from './read-events.ts';

builder.node(Device, {
  description: 'What somebody watches on, known by a random pseudonym: the same deviceId always gives the same one.',
  id: { resolve: ({ id }) => id },
  loadOne: (id, { loaders }) => (isPseudonym(id) ? loaders.deviceById.load(id) : null),
  fields: (t) => ({
    pseudonym: t.exposeID('id', { description: 'Random UUID that stands for the deviceId; nothing leads back from it without the key.' }),
    events: t.field({
      type: EventConnection,
      description: 'Stored events of this device, the newest first, of any age unless the filter names a range.',
      args: eventsOfOneArgs,
      resolve: ({ id }, args, context) => readEvents(context, { ...args, of: oneOf('device', [id]) }),
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

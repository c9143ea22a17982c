import { builder } from '#api/builder.ts';
import { Device } from '#api/type-refs.ts';
import { isPseudonym } from './is-pseudonym.ts';

builder.node(Device, {
  description: 'What somebody watches on, known by a random pseudonym: the same deviceId always gives the same one.',
  id: { resolve: ({ id }) => id },
  loadOne: (id, { loaders }) => (isPseudonym(id) ? loaders.deviceById.load(id) : null),
  fields: (t) => ({
    pseudonym: t.exposeID('id', { description: 'Random UUID that stands for the deviceId; nothing leads back from it without the key.' }),
  }),
});

import { builder } from '#api/builder.ts';
import { PrivacyPreferences } from '#api/privacy/privacy-preferences.ts';
import { Viewer } from '#api/type-refs.ts';
import { isPseudonym } from './is-pseudonym.ts';

builder.node(Viewer, {
  description: 'A person watching, known by a random pseudonym: the same userId always gives the same one.',
  id: { resolve: ({ id }) => id },
  loadOne: (id, { loaders }) => (isPseudonym(id) ? loaders.viewerById.load(id) : null),
  fields: (t) => ({
    pseudonym: t.exposeID('id', { description: 'Random UUID that stands for the userId; nothing leads back from it without the key.' }),
    firstSeenAt: t.expose('createdAt', { type: 'DateTime', description: 'When the first event of this person was stored (UTC).' }),
    preferences: t.field({
      type: PrivacyPreferences,
      description: 'What this person asked for; nothing unless `setPrivacyPreferences` said so.',
      resolve: ({ id }, _args, { loaders }) => loaders.preferencesByViewer.load(id),
    }),
  }),
});

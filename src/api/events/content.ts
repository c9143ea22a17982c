import { builder } from '#api/builder.ts';
import { Content } from '#api/type-refs.ts';

builder.node(Content, {
  description:
    'A title. Playguard knows it by the id that clients send, and nothing else: `node` answers for any such id, whether events name it or not.',
  id: { resolve: ({ contentId }) => contentId },
  loadOne: (contentId) => ({ contentId }),
  fields: (t) => ({
    contentId: t.exposeID('contentId', { description: 'The id that clients send.' }),
  }),
});

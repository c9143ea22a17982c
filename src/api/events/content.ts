import { builder } from '#api/builder.ts';
import { Content } from '#api/type-refs.ts';
import { unfitText } from '#ingest/judging/unstorable-text.ts';
import { EventConnection } from './event-connection.ts';
import { ownedEventsArgs } from '#api/owned-events/owned-events-args.ts';
import { readOwnedEvents } from '#api/owned-events/read-owned-events.ts';

/** Nothing for a text that no event can carry, so that it never reaches the store. */
const contentOf = (contentId: string) => (contentId !== '' && unfitText(contentId) === null ? { contentId } : null);

builder.node(Content, {
  authScopes: { isKnown: true },
  description:
    'A title. Playguard knows it by the id that clients send, and nothing else: `content` and `node` answer for any such id, whether events name it or not.',
  id: { resolve: ({ contentId }) => contentId },
  loadOne: contentOf,
  fields: (t) => ({
    contentId: t.exposeID('contentId', { description: 'The id that clients send.' }),
    events: t.field({
      type: EventConnection,
      description: 'Stored events of this title, the newest first, of any age unless the filter names a range.',
      args: ownedEventsArgs,
      resolve: ({ contentId }, args, context) => readOwnedEvents(context, { field: 'content', id: contentId }, args),
    }),
  }),
});

builder.queryField('content', (t) =>
  t.field({
    type: Content,
    nullable: true,
    description: 'The title with this id, whether events name it or not; null for a text that no event can carry as an id.',
    args: { contentId: t.arg.id({ required: true, description: 'The id that clients send with events.' }) },
    resolve: (_root, { contentId }) => contentOf(contentId),
  }),
);

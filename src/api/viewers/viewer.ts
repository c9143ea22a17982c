import { builder } from '#api/builder.ts';
import type { ApiContext } from '#api/context.ts';
import { EventConnection } from '#api/events/event-connection.ts';
import { isPseudonym } from '#api/events/is-pseudonym.ts';
import { ownedEventsArgs } from '#api/owned-events/owned-events-args.ts';
import { readOwnedEvents } from '#api/owned-events/read-owned-events.ts';
import { findSubject } from '#api/events/find-subject.ts';
import { PrivacyPreferences } from '#api/privacy/privacy-preferences.ts';
import { EventTypeCount } from '#api/statistics/event-type-count.ts';
import { Viewer } from '#api/type-refs.ts';
import type { Subject } from '#store/identities/subject-reader.ts';
import type { TypeCount } from '#store/viewers/viewer-reader.ts';
import { ViewerRisk } from './viewer-risk.ts';

builder.node(Viewer, {
  authScopes: { scope: 'EVENTS_READ' },
  description: 'A person watching, known by a random pseudonym: the same userId always gives the same one.',
  id: { resolve: ({ id }) => id },
  loadOne: (id, { loaders }) => (isPseudonym(id) ? loaders.viewerById.load(id) : null),
  fields: (t) => ({
    pseudonym: t.exposeID('id', { description: 'Random UUID that stands for the userId; nothing leads back from it without the key.' }),
    firstSeenAt: t.field({
      type: 'DateTime',
      description:
        'When this person was first seen (UTC): when the oldest of the stored events happened or, if that is earlier, when the pseudonym was made.',
      resolve: firstSeenAt,
    }),
    lastSeenAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the newest of the stored events happened (UTC); null when none is stored (yet, or any more).',
      resolve: async ({ id }, _args, { loaders }) => (await loaders.viewerSpan.load(id))?.last ?? null,
    }),
    eventCount: t.field({
      type: 'SafeInt',
      description: 'Stored events of this person, of every type and age.',
      resolve: async ({ id }, _args, { loaders }) => total(await loaders.viewerTypeCounts.load(id)),
    }),
    eventsByType: t.field({
      type: [EventTypeCount],
      description: 'Stored events of this person by type, the most frequent first; types without events are left out.',
      resolve: async ({ id }, _args, { loaders }) => withShares(await loaders.viewerTypeCounts.load(id)),
    }),
    risk: t.field({
      type: ViewerRisk,
      description: 'What the events of the last hour say of this person.',
      resolve: ({ id }, _args, { loaders }) => loaders.viewerRisk.load(id),
    }),
    preferences: t.field({
      type: PrivacyPreferences,
      authScopes: { scope: 'PRIVACY_READ' },
      description: 'What this person asked for; nothing unless `setPrivacyPreferences` said so.',
      resolve: ({ id }, _args, { loaders }) => loaders.preferencesByViewer.load(id),
    }),
    events: t.field({
      type: EventConnection,
      authScopes: { scope: 'EVENTS_READ' }, // nullable as of everything that has events: one selection can ask all for theirs
      description: 'Stored events of this person, the newest first, of any age unless the filter names a range.',
      args: ownedEventsArgs,
      resolve: ({ id }, args, context) => readOwnedEvents(context, { field: 'viewer', id }, args),
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: Viewer,
    nullable: true,
    description: 'The person with this id; null when nobody with it was ever seen.',
    args: { userId: t.arg.id({ required: true, description: 'The id that clients send with events.' }) },
    resolve: (_root, { userId }, context) => findSubject(context, 'VIEWER', userId),
  }),
);

const firstSeenAt = async ({ id, createdAt }: Subject, _args: object, { loaders }: ApiContext): Promise<Date> => {
  const span = await loaders.viewerSpan.load(id);
  return span === null || createdAt < span.first ? createdAt : span.first;
};

const total = (counts: readonly TypeCount[]): number => counts.reduce((sum, { count }) => sum + count, 0);

const withShares = (counts: readonly TypeCount[]) => {
  const all = total(counts);
  return counts.map(({ eventType, count }) => ({ eventType, count, share: count / all }));
};

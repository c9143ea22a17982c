import { sourceOf } from '#api/common/source-of.ts';
import { builder } from '#api/builder.ts';
import { Event, RiskAssessment } from '#api/type-refs.ts';
import { eventKey } from '#domain/event-key.ts';

builder.interfaceType(Event, {
  authScopes: { scope: 'EVENTS_READ' },
  description: 'A fact reported by a client and stored, whatever its kind. (source, eventId) is its identity.',
  interfaces: [builder.nodeInterfaceRef()],
  resolveType: () => 'PlaybackEvent',
  fields: (t) => ({
    eventId: t.exposeID('eventId', { description: 'The id its producer gave it; unique within the source.' }),
    source: t.exposeString('source', { description: 'The client application it came from.' }),
    occurredAt: t.expose('occurredAt', {
      type: 'DateTime',
      description: 'When it happened (UTC): the time of the device, corrected for skew.',
    }),
    receivedAt: t.expose('receivedAt', { type: 'DateTime', description: 'When the API accepted it (UTC).' }),
    storedAt: t.expose('storedAt', { type: 'DateTime', description: 'When it was scored and committed (UTC).' }),
    properties: t.field({
      type: 'JSONObject',
      description: 'The free properties it was sent with; empty when there were none.',
      resolve: (event) => event.extraMetadata ?? {},
    }),
    assessment: t.field({
      type: RiskAssessment,
      nullable: true,
      description: 'What the rules made of it; null for kinds of events that are not scored.',
      resolve: (event) => ({ event }),
    }),
  }),
});

builder.queryField('event', (t) =>
  t.field({
    type: Event,
    nullable: true,
    description: 'The event of this identity; null when none is stored (yet, or any more).',
    args: {
      source: t.arg.string({ description: 'The client application it came from; your own when left out.' }),
      eventId: t.arg.id({ required: true, description: 'The id its producer gave it.' }),
    },
    resolve: (_root, { source, eventId }, { loaders, principal }) =>
      loaders.eventByKey.load(eventKey(source ?? sourceOf(principal), eventId)),
  }),
);

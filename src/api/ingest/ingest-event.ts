import { admitEventsOf } from './admit-events.ts';
import { sourceOf } from '#api/common/source-of.ts';
import { builder } from '#api/builder.ts';
import type { EventReceipt } from '#ingest/ingest-service.ts';
import { Durability } from './durability.ts';
import { EventInput } from './event-input.ts';
import { IngestError } from './ingest-error.ts';
import { RejectedEvent } from './rejected-event.ts';

const IngestEventInput = builder.inputType('IngestEventInput', {
  description: 'One event to take in.',
  fields: (t) => ({
    event: t.field({ type: EventInput, required: true, description: 'The event to take in.' }),
    sentAt: t.field({ type: 'DateTime', description: 'Clock of the device at the moment of sending; corrects the skew of TV clocks.' }),
  }),
});

const IngestEventPayload = builder.objectRef<EventReceipt>('IngestEventPayload').implement({
  authScopes: { scope: 'EVENTS_WRITE' },
  description: 'What became of one event.',
  fields: (t) => ({
    eventId: t.exposeID('eventId', { nullable: true, description: 'The `eventId` it was sent with.' }),
    accepted: t.exposeBoolean('accepted', {
      description: 'True when the event is queued, or was before: it will be scored and stored exactly once.',
    }),
    durability: t.expose('durability', {
      type: Durability,
      nullable: true,
      description: 'What the event has already survived; null when it was not accepted.',
    }),
    rejected: t.expose('rejected', {
      type: RejectedEvent,
      nullable: true,
      description: 'What is wrong with the event; null when nothing is.',
    }),
    errors: t.expose('problems', { type: [IngestError], description: 'Why the request as a whole was not taken; empty when it was.' }),
  }),
});

builder.mutationField('ingestEvent', (t) =>
  t.field({
    type: IngestEventPayload,
    description: 'Takes in one event. Calls in flight together share a round trip; prefer `ingestEvents` for more than a few.',
    args: { input: t.arg({ type: IngestEventInput, required: true, description: 'The event and when it was sent.' }) },
    resolve: (_root, { input }, { ports, principal }) =>
      ports.ingest.ingestOne({ source: sourceOf(principal), ...input }, admitEventsOf(ports.quotas, principal)),
  }),
);

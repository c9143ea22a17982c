import { admitEventsOf } from './admit-events.ts';
import { sourceOf } from '#api/common/source-of.ts';
import { builder } from '#api/builder.ts';
import type { IngestReceipt } from '#ingest/ingest-service.ts';
import { DryRunAssessment } from './dry-run-assessment.ts';
import { Durability } from './durability.ts';
import { EventInput } from './event-input.ts';
import { IngestError } from './ingest-error.ts';
import { IngestWarning } from './ingest-warning.ts';
import { RejectedEvent } from './rejected-event.ts';

const IngestEventsInput = builder.inputType('IngestEventsInput', {
  description: 'A batch of events to take in.',
  fields: (t) => ({
    batchId: t.id({
      description: 'Idempotency key of the batch: repeating it within 1 hour returns the first receipt and takes in nothing.',
    }),
    sentAt: t.field({ type: 'DateTime', description: 'Clock of the device at the moment of sending; corrects the skew of TV clocks.' }),
    events: t.field({ type: [EventInput], required: true, description: '1 to 1000 events, at most 1 MiB.' }),
    dryRun: t.boolean({
      required: true,
      defaultValue: false,
      description: 'Only judge the events: answers what would be accepted, and takes in nothing.',
    }),
  }),
});

const IngestEventsPayload = builder.objectRef<IngestReceipt>('IngestEventsPayload').implement({
  authScopes: { scope: 'EVENTS_WRITE' },
  description: 'The receipt of a batch: what became of each of its events.',
  fields: (t) => ({
    batchId: t.exposeID('batchId', { description: 'The `batchId` it was sent with, or one made up by the server.' }),
    receivedAt: t.expose('receivedAt', { type: 'DateTime', description: 'When the server had the batch (UTC).' }),
    acceptedCount: t.exposeInt('acceptedCount', {
      description: 'Events that will be scored and stored exactly once; those sent before count too.',
    }),
    rejectedCount: t.exposeInt('rejectedCount', { description: 'Events in `rejected`.' }),
    replayed: t.exposeBoolean('replayed', {
      description: 'True when this is the stored receipt of an earlier request with the same `batchId`.',
    }),
    durability: t.expose('durability', {
      type: Durability,
      nullable: true,
      description: 'What the accepted events have already survived; null when nothing was accepted.',
    }),
    rejected: t.expose('rejected', { type: [RejectedEvent], description: 'Events that were not accepted, in the order of the request.' }),
    warnings: t.expose('warnings', {
      type: [IngestWarning],
      description: 'What was odd about accepted events, in the order of the request.',
    }),
    assessments: t.expose('assessments', {
      type: [DryRunAssessment],
      description: 'What the rules would make of each accepted event of a dry run, in the order of the request; empty unless `dryRun`.',
    }),
    errors: t.expose('problems', { type: [IngestError], description: 'Why nothing of the request was taken; empty when it was.' }),
  }),
});

builder.mutationField('ingestEvents', (t) =>
  t.field({
    type: IngestEventsPayload,
    description: 'Takes in a batch of events. Each event is judged alone: a bad one is in `rejected` and does not affect its neighbours.',
    args: { input: t.arg({ type: IngestEventsInput, required: true, description: 'The events and how to take them in.' }) },
    resolve: (_root, { input }, { ports, principal }) =>
      ports.ingest.ingestBatch({ source: sourceOf(principal), ...input }, admitEventsOf(ports.quotas, principal)),
  }),
);

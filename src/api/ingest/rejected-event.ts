import { builder } from '#api/builder.ts';
import { enumOf } from '#api/common/enum-of.ts';
import type { RejectionReason as Reason, RejectedEvent as RejectedEventShape } from '#ingest/ingest-service.ts';

const RejectionReason = enumOf<Reason>('RejectionReason', 'Why one event of a request was not accepted.', {
  INVALID: 'A value means nothing: an unknown region, a bad address, an id that is too long.',
  TOO_OLD: 'It happened more than 30 days ago.',
  IN_THE_FUTURE: 'It would happen more than 5 minutes from now, after skew correction.',
  CLOCK_UNUSABLE: 'The clock of the device is off by more than 48 hours.',
  TOO_LARGE: 'Its metadata is larger than 8 KiB or deeper than 5 levels.',
  SUBJECT_ERASED: 'Its viewer or device was erased on request.',
});

/** An event that was refused, alone. */
export const RejectedEvent = builder.objectRef<RejectedEventShape>('RejectedEvent').implement({
  authScopes: { scope: 'EVENTS_WRITE' },
  description: 'An event that was not accepted. Its neighbours are not affected; sending it again unchanged is of no use.',
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'Place of the event in the request, from 0.' }),
    eventId: t.exposeID('eventId', { nullable: true, description: 'The `eventId` it was sent with.' }),
    reason: t.expose('reason', { type: RejectionReason, description: 'The kind of problem.' }),
    message: t.exposeString('message', { description: 'What is wrong and what to write instead, for people.' }),
    path: t.exposeStringList('path', { description: 'Where in the event the problem is, e.g. ["playback", "region"].' }),
  }),
});

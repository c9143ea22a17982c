import { builder } from '#api/builder.ts';
import { enumOf } from '#api/common/enum-of.ts';
import type { IngestWarningCode as Code, IngestWarning as IngestWarningShape } from '#ingest/ingest-service.ts';

const IngestWarningCode = enumOf<Code>('IngestWarningCode', 'What was odd about an event that was accepted all the same.', {
  CLOCK_SKEW_CORRECTED: 'The clock of the device was off by more than 2 seconds; the time of the event was corrected with `sentAt`.',
  REGION_CLAIM_MISMATCH: '`isEu` contradicts `region`; `region` counts.',
  CONSENT_UNDECODABLE: 'A consent string cannot be decoded; it counts as not sent, and the next best evidence decides.',
  LATE_ARRIVAL: 'The event came so late that rules which look back over a window could not see all of it.',
});

/** Something odd about an accepted event. */
export const IngestWarning = builder.objectRef<IngestWarningShape>('IngestWarning').implement({
  authScopes: { scope: 'EVENTS_WRITE' },
  description: 'Something odd about an event that was accepted.',
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'Place of the event in the request, from 0.' }),
    eventId: t.exposeID('eventId', { nullable: true, description: 'The `eventId` it was sent with.' }),
    code: t.expose('code', { type: IngestWarningCode, description: 'The kind of oddity.' }),
    message: t.exposeString('message', { description: 'What was seen and what was done about it, for people.' }),
  }),
});

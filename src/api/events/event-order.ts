import { builder } from '#api/builder.ts';
import { enumOf } from '#api/common/enum-of.ts';
import { OrderDirection } from '#api/common/order-direction.ts';
import type { EventOrder as Order } from '#store/events/event-reader.ts';

const EventOrderField = enumOf<Order['field']>('EventOrderField', 'What events can be ordered by.', {
  OCCURRED_AT: 'When it happened.',
  SCORE: 'How risky it was found to be, 0 to 100; equal scores by when they happened.',
});

/** An order of events as input. */
export const EventOrder = builder.inputType('EventOrder', {
  description: 'An order of events. Cursors may be used in any order.',
  fields: (t) => ({
    field: t.field({ type: EventOrderField, required: true, description: 'What to order by.' }),
    direction: t.field({ type: OrderDirection, required: true, description: 'Which way to go through them.' }),
  }),
});

/** The newest first. */
export const NEWEST_FIRST: Order = { field: 'OCCURRED_AT', direction: 'DESC' };

import { builder } from '#api/builder.ts';
import { enumOf } from '#api/common/enum-of.ts';
import { OrderDirection } from '#api/common/order-direction.ts';
import type { GroupOrder, GroupOrderField } from '#store/statistics/statistics-reader.ts';

const BreakdownOrderField = enumOf<GroupOrderField>('BreakdownOrderField', 'What the rows of a breakdown can be ordered by.', {
  EVENTS: 'The number of events.',
  PLAYS: 'The number of PLAY events.',
  WATCH_TIME: 'The time watched.',
  ERROR_RATE: 'Error events / all events.',
  KEY: 'The key, as text.',
});

/** An order of the rows of a breakdown as input. */
export const BreakdownOrder = builder.inputType('BreakdownOrder', {
  description: 'An order of the rows of a breakdown; equal rows by key. A cursor belongs to the order it was answered in.',
  fields: (t) => ({
    field: t.field({ type: BreakdownOrderField, required: true, description: 'What to order by.' }),
    direction: t.field({ type: OrderDirection, required: true, description: 'Which way to go through them.' }),
  }),
});

/** The most events first. */
export const MOST_EVENTS_FIRST: GroupOrder = { field: 'EVENTS', direction: 'DESC' };

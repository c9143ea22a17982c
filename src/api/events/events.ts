import { builder } from '#api/builder.ts';
import { pageArgs } from '#api/common/page-args.ts';
import { EventConnection } from './event-connection.ts';
import { EventFilter } from './event-filter.ts';
import { EventOrder } from './event-order.ts';
import { readEvents } from './read-events.ts';

builder.queryField('events', (t) =>
  t.field({
    type: EventConnection,
    description:
      'Stored events, the newest first unless ordered otherwise; of the last 24 hours unless a range or a cursor says otherwise.',
    args: {
      ...pageArgs,
      filter: t.arg({ type: EventFilter, description: 'Only events that meet all of these conditions.' }),
      orderBy: t.arg({ type: EventOrder, description: 'The order of the list. Default: the newest first.' }),
    },
    resolve: (_root, args, context) => readEvents(context, args),
  }),
);
